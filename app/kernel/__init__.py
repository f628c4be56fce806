"""Floor 0: what every capability stands on. No word of conferences in here."""
