"""Organisers' pages about speakers: tech checks and notes."""

from app.speakers.manage.blueprint import blueprint

__all__ = ["blueprint"]
