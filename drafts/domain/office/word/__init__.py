"""Word files: what pandoc does not read of them is read here, and pandoc gets the rest without it."""
