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
from app.pages.exports import calendar, changes, conference, data, printing, tables, widget
from app.pages.my import adding, answers, day, handing_on, needs, signed_in

__all__ = [
    "adding",
    "answers",
    "blueprint",
    "calendar",
    "changes",
    "conference",
    "data",
    "day",
    "desk",
    "draw",
    "handing_on",
    "health",
    "home",
    "mailbox",
    "manage",
    "materials",
    "needs",
    "outbox",
    "printing",
    "programme",
    "sessions",
    "signed_in",
    "slots",
    "speakers",
    "tables",
    "widget",
]
