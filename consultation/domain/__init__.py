"""Acts and pure functions of consultation."""
