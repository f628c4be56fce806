"""Floor 5: calendar entries that stay true, and calendar feeds."""
