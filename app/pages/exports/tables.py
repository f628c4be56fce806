"""The programme as a table: one row for each time of a session, all that is known of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from flask_babel import gettext as _

from app.kernel.clock import london
from app.kernel.shown import clock_time
from app.kernel.tables import table_text
from app.kernel.workbooks import MIMETYPE, Sheet, workbook
from app.pages.blueprint import blueprint
from app.pages.exports import words
from app.pages.exports.chosen import Chosen, export
from app.timetable.rules import SessionShown, SlotShown

Cell = Callable[[Chosen, SlotShown, SessionShown], str]


@blueprint.get("/<event>/programme.csv")
def programme_table(event: str) -> Response:
    return export(
        event,
        "csv",
        _table,
        mimetype="text/csv",
        download="csv",
    )


@blueprint.get("/<event>/programme.xlsx")
def programme_workbook(event: str) -> Response:
    return export(event, "xlsx", _workbook, mimetype=MIMETYPE, download="xlsx")


def _table(chosen: Chosen) -> str:
    """With a byte order mark, so that spreadsheets read accents."""
    return table_text([name for name, _cell in _columns()], _rows(chosen))


def _workbook(chosen: Chosen) -> bytes:
    sheet = Sheet(
        name=_("Programme"), columns=[name for name, _cell in _columns()], rows=_rows(chosen)
    )
    return workbook([sheet], made_at=chosen.newest_change_at)


def _rows(chosen: Chosen) -> list[list[str]]:
    cells = [cell for _name, cell in _columns()]
    return [
        [cell(chosen, slot, chosen.session_of(slot)) for cell in cells] for slot in chosen.slots
    ]


def _columns() -> list[tuple[str, Cell]]:
    """What stands on top of each, and what in it."""
    return [*_about_the_time(), *_about_the_session()]


def _about_the_time() -> list[tuple[str, Cell]]:
    return [
        (_("Date"), lambda _c, slot, _s: london(slot.starts_at).date().isoformat()),
        (_("Starts"), lambda _c, slot, _s: clock_time(slot.starts_at)),
        (_("Ends"), lambda _c, slot, _s: clock_time(slot.ends_at)),
        (_("Room"), lambda chosen, slot, _s: chosen.document.room_by_slug[slot.room].name),
        (_("Title"), lambda _c, _slot, session: session.title),
        (_("Cancelled"), lambda _c, slot, _s: words.yes_or_no(slot.is_cancelled)),
        (_("Why"), lambda _c, slot, _s: slot.cancelled_because),
        (_("Note"), lambda _c, slot, _s: slot.note),
        (_("For access"), lambda _c, slot, _s: words.provided(slot)),
    ]


def _about_the_session() -> list[tuple[str, Cell]]:
    kinds, levels, languages = words.kinds(), words.levels(), words.languages()
    return [
        (_("Kind"), lambda _c, _slot, session: kinds.get(session.kind, session.kind)),
        (_("Track"), _track),
        (_("National offers"), _tags),
        (_("Presented by"), lambda chosen, _slot, session: chosen.services_of(session)),
        (_("Presenters"), lambda _c, _slot, session: words.presented(session)),
        (_("Language"), lambda _c, _slot, s: languages.get(s.language, s.language)),
        (_("For whom"), lambda _c, _slot, session: levels.get(session.level, session.level)),
        (_("Recorded"), lambda _c, _slot, session: words.yes_or_no(session.is_recorded)),
        (_("What it is about"), lambda _c, _slot, session: session.abstract),
        (_("What people can do afterwards"), lambda _c, _slot, session: session.outcomes),
        (_("What people need before"), lambda _c, _slot, session: session.prerequisites),
        (_("Page"), lambda chosen, _slot, session: chosen.address_of(session)),
        (_("Session’s number"), lambda _c, _slot, session: session.ref),
        (_("Time’s number"), lambda _c, slot, _s: slot.ref),
    ]


def _track(chosen: Chosen, _slot: SlotShown, session: SessionShown) -> str:
    track = chosen.document.track_by_slug.get(session.track)
    return track.name if track else ""


def _tags(chosen: Chosen, _slot: SlotShown, session: SessionShown) -> str:
    return ", ".join(chosen.document.tag_by_slug[slug].name for slug in session.tags)
