"""Forms clean what people write; the acts save."""
