"""Acts and pure functions of organisation."""
