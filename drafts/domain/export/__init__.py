"""Any version in the forms that others can use: Markdown, web page, JSON, Akoma Ntoso, Word, OpenDocument."""
