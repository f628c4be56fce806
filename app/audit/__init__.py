"""Floor ½: who did what, when."""
