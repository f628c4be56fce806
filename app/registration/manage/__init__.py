"""Organisers' pages over people, waiting lists and access needs."""

from app.registration.manage import (
    codes,
    draw,
    groups,
    needs,
    people,
    person,
    reconfirm,
    simulation,
    turned_away,
    waiting,
)
from app.registration.manage.blueprint import blueprint

__all__ = [
    "blueprint",
    "codes",
    "draw",
    "groups",
    "needs",
    "people",
    "person",
    "reconfirm",
    "simulation",
    "turned_away",
    "waiting",
]
