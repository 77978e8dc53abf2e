"""Tags by which pages of drafts meet what only consultation knows."""
