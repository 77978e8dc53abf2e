"""Answers as such: their library, who approves them, when the public sees them, and how they are changed after that."""
