"""The shape of the spreadsheet: its sheets, the words on top of its columns, and what may stand in cells.

The same table writes the file that organisers download and reads the one they send.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.pages.exports import words

PROGRAMME, ROOMS = _("Programme"), _("Rooms")


@dataclass(frozen=True)
class Column:
    """`name` is how the code knows it, `label` what stands on top, `longest` in characters."""

    name: str
    label: LazyString
    longest: int = 200


SESSION_COLUMNS = (
    Column("slug", _("Address"), 120),
    Column("title", _("Title")),
    Column("abstract", _("What it is about"), 10_000),
    Column("outcomes", _("What people can do afterwards"), 10_000),
    Column("prerequisites", _("What people need before"), 10_000),
    Column("kind", _("Kind"), 40),
    Column("language", _("Language"), 40),
    Column("level", _("For whom"), 40),
    Column("is_recorded", _("Recorded"), 10),
    Column("track", _("Track"), 120),
    Column("tags", _("National offers"), 1000),
    Column("services", _("Presented by"), 1000),
    Column("speakers", _("Presenters"), 4000),
)
PLACE_COLUMNS = (
    Column("room", _("Room"), 120),
    Column("date", _("Date"), 30),
    Column("starts", _("Starts"), 30),
    Column("ends", _("Ends"), 30),
    Column("capacity", _("Places"), 12),
    Column("overbook_percent", _("Overbooking in %"), 12),
    Column("host", _("Host"), 500),
)
COLUMNS = (*SESSION_COLUMNS, *PLACE_COLUMNS)
ROOM_COLUMNS = (
    Column("name", _("Room"), 120),
    Column("kind", _("Kind"), 40),
    Column("capacity", _("Places"), 12),
)
HOW = {
    "slug": _("Leave it empty for a new session"),
    "outcomes": _("One on each line of the cell"),
    "tags": _("With commas between"),
    "services": _("With semicolons between"),
    "speakers": _("One on each line of the cell: name; role; library service"),
    "date": _("Empty: the day of the event"),
    "starts": _("As a clock in London shows it, like 10:30"),
    "capacity": _("Empty: as many as the room has"),
    "host": _("Name and email address, like Sam Example <sam@example.org>"),
}


def choices() -> dict[str, dict[str, str]]:
    """What a cell may say, in small letters, and the value that it means; the values themselves too."""
    named = {
        "kind": words.kinds(),
        "language": words.languages(),
        "level": words.levels(),
        "is_recorded": {"yes": words.yes_or_no(True), "": words.yes_or_no(False)},
        "room kind": words.room_kinds(),
    }
    return {
        column: {
            **{label.casefold(): str(value) for value, label in values.items()},
            **{str(value): str(value) for value in values if value},
        }
        for column, values in named.items()
    }
