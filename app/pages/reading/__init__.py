"""The programme for readers: list and grid, one session, what is on now, stars."""
