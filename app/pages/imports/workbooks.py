"""The draft as a workbook in the shape that an import takes, and the same without a row."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from app.events import queries as events
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.clock import london
from app.kernel.shown import clock_time
from app.kernel.workbooks import MIMETYPE, Sheet, workbook
from app.pages.blueprint import blueprint
from app.pages.exports import words
from app.pages.imports.columns import COLUMNS, HOW, PROGRAMME, ROOM_COLUMNS, ROOMS
from app.pages.imports.known import known_of
from app.pages.imports.plans import Known, KnownPlacement, KnownSession
from app.pages.imports.rows import Presenter

Cell = str | int | None


@blueprint.get("/<event>/manage/programme.xlsx")
@requires(Role.ORGANISER)
def draft_workbook(event: Event) -> Response:
    """The working draft: sessions, times, rooms, hosts. Sent back as it is it changes nothing."""
    known = known_of(event)
    names = {one.slug: one.name for one in events.service_choices()}
    rows = [row for session in known.sessions for row in _rows(session, known, names)]
    rooms: list[list[Cell]] = [
        [one.name, words.room_kinds()[one.kind], one.capacity] for one in known.rooms
    ]
    return _file(f"{event.slug}-draft.xlsx", rows, rooms)


@blueprint.get("/<event>/manage/import-table.xlsx")
@requires(Role.ORGANISER)
def import_table(event: Event) -> Response:
    """The columns, and how they are filled in."""
    return _file("programme-table.xlsx", [], [])


def _file(name: str, rows: list[list[Cell]], rooms: list[list[Cell]]) -> Response:
    sheets = [
        Sheet(name=str(PROGRAMME), columns=[str(one.label) for one in COLUMNS], rows=rows),
        Sheet(name=str(ROOMS), columns=[str(one.label) for one in ROOM_COLUMNS], rows=rooms),
        Sheet(name=_("How to fill it in"), columns=[_("Column"), _("What to write")], rows=_how()),
    ]
    answer = Response(workbook(sheets, made_at=clock.now()), mimetype=MIMETYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _how() -> list[list[Cell]]:
    allowed = {
        "title": [_("The only column that every new session needs")],
        "kind": list(words.kinds().values()),
        "language": list(words.languages().values()),
        "level": list(words.levels().values()),
        "is_recorded": [words.yes_or_no(True), words.yes_or_no(False)],
    }
    return [
        [str(one.label), str(HOW.get(one.name, ", ".join(allowed.get(one.name, []))))]
        for one in COLUMNS
    ]


def _rows(session: KnownSession, known: Known, names: dict[str, str]) -> list[list[Cell]]:
    """A row for each time; the words stand in the first."""
    said = _words(session, names)
    times = [
        one for one in known.placements if one.session == session.slug and not one.is_cancelled
    ]
    if not times:
        return [[*said, *[None] * 7]]
    blank: list[Cell] = [None] * (len(said) - 2)
    return [
        [*(said if index == 0 else [*said[:2], *blank]), *_place(one)]
        for index, one in enumerate(times)
    ]


def _words(session: KnownSession, names: dict[str, str]) -> list[Cell]:
    said = session.words
    speakers, services, tags = said["speakers"], said["services"], said["tags"]
    assert isinstance(speakers, tuple) and isinstance(services, tuple) and isinstance(tags, tuple)
    language = str(said["language"])
    return [
        session.slug,
        str(said["title"]),
        str(said["abstract"]),
        str(said["outcomes"]),
        str(said["prerequisites"]),
        words.kinds()[str(said["kind"])],
        words.languages().get(language, language),
        words.levels()[str(said["level"])],
        words.yes_or_no(bool(said["is_recorded"])),
        str(said["track"]),
        ", ".join(tags),
        "; ".join(names[slug] for slug in services),
        "\n".join(_speaker(one, names) for one in speakers),
    ]


def _speaker(one: Presenter, names: dict[str, str]) -> str:
    return "; ".join((one.name, one.role, names.get(one.service, ""))).rstrip("; ")


def _place(one: KnownPlacement) -> list[Cell]:
    return [
        one.room,
        london(one.starts_at).date().isoformat(),
        clock_time(one.starts_at),
        clock_time(one.ends_at),
        one.capacity,
        one.overbook_percent or None,
        f"{one.host_name} <{one.host}>" if one.host else None,
    ]
