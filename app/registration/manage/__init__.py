"""Organisers' pages over people, waiting lists and access needs."""

from app.registration.manage import draw, needs, people, person, reconfirm, simulation, waiting
from app.registration.manage.blueprint import blueprint

__all__ = ["blueprint", "draw", "needs", "people", "person", "reconfirm", "simulation", "waiting"]
