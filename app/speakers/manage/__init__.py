"""Organisers' pages about speakers: tech checks, notes, and sending the link of a desk again."""

from app.speakers.manage import desks, notes, tech_checks
from app.speakers.manage.blueprint import blueprint

__all__ = ["blueprint", "desks", "notes", "tech_checks"]
