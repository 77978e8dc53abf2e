"""One screen a function."""
