"""Slides, handouts, links and recordings of sessions, and the files people upload."""
