"""What who presents needs besides a session: a desk of their own, tech checks, notes, consent."""
