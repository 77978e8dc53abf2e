"""Acts and pure functions of drafts."""
