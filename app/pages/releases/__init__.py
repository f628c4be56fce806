"""Releasing the programme: what would change, who would be told what, and what was out before."""
