"""Floor 1: people, signing in by a code, signed-in devices, personal links."""
