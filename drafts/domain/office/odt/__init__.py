"""OpenDocument texts: as with Word files, what pandoc does not read is read here, and pandoc gets the rest."""
