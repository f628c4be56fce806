"""Every module whose pages stand on the blueprint of this floor."""

from app.pages import (
    draw,
    health,
    home,
    mailbox,
    manage,
    my_day,
    outbox,
    programme,
    sessions,
    slots,
)
from app.pages.blueprint import blueprint

__all__ = [
    "blueprint",
    "draw",
    "health",
    "home",
    "mailbox",
    "manage",
    "my_day",
    "outbox",
    "programme",
    "sessions",
    "slots",
]
