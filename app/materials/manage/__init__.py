"""Organisers' pages about slides, handouts and recordings."""

from app.materials.manage import overview, sessions
from app.materials.manage.blueprint import blueprint

__all__ = ["blueprint", "overview", "sessions"]
