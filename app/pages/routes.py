"""Every module whose pages stand on the blueprint of this floor."""

from app.pages import (
    draw,
    health,
    home,
    mailbox,
    manage,
    materials,
    outbox,
    programme,
    sessions,
    slots,
    speakers,
)
from app.pages.blueprint import blueprint
from app.pages.desk import page as desk
from app.pages.my import adding, answers, day, handing_on, needs, signed_in
from app.pages.workshop import changing, moving, pauses, placing
from app.pages.workshop import views as workshop

__all__ = [
    "adding",
    "answers",
    "blueprint",
    "changing",
    "day",
    "desk",
    "draw",
    "handing_on",
    "health",
    "home",
    "mailbox",
    "manage",
    "materials",
    "moving",
    "needs",
    "outbox",
    "pauses",
    "placing",
    "programme",
    "sessions",
    "signed_in",
    "slots",
    "speakers",
    "workshop",
]
