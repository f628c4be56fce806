"""Floor 5: join links, marks of attendance, and what counts as having been there."""
