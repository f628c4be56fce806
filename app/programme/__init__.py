"""Floor 3: tracks, rooms, sessions, speakers, slots."""
