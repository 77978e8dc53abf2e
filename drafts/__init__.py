"""Writing a policy: its text, its frozen versions, comparison, import, PDF."""
