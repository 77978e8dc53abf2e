"""Office files: Word, OpenDocument and web pages read into Markdown, and a version written out as such."""
