"""Floor 6: pages that join several capabilities."""
