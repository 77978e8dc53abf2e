"""Django's SQLite, with a queue before its one writer: the ENGINE of the settings."""
