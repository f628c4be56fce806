"""The change log in sentences, as readers are told it. Nobody is named who changed something."""

from __future__ import annotations

from flask_babel import gettext as _

from app.kernel.clock import london
from app.kernel.shown import clock_time, day
from app.timetable.enums import ChangeKind, PublicationKind
from app.timetable.models import Publication
from app.timetable.rules import Change


def heading(publication: Publication) -> str:
    """Which release it is, and what it is."""
    number = publication.release.label
    if publication.kind == PublicationKind.ROLL_BACK:
        return _("Release %(number)s is the programme again", number=number)
    return _("Release %(number)s", number=number)


def changes_of(publication: Publication) -> list[Change]:
    return [Change.from_json(data) for data in publication.changes]


def sentence(change: Change) -> str:
    """What happened, with the session's title in quotation marks."""
    said = {
        ChangeKind.ADDED: _added,
        ChangeKind.MOVED: _moved,
        ChangeKind.CANCELLED: _cancelled,
        ChangeKind.REOPENED: _reopened,
        ChangeKind.TAKEN_OUT: _taken_out,
        ChangeKind.NOTED: _noted,
        ChangeKind.PRESENTERS: _presenters,
        ChangeKind.WORDS: _words,
    }
    return said[change.kind](change)


def _added(change: Change) -> str:
    return _("New: “%(title)s”, %(when)s in %(room)s.", title=change.title, **_now(change))


def _moved(change: Change) -> str:
    new, old = _now(change), _before(change)
    if change.room == change.old_room:
        return _(
            "“%(title)s” is now at %(when)s, not at %(old)s. It stays in %(room)s.",
            title=change.title, old=old["when"], **new,
        )  # fmt: skip
    if (change.starts_at, change.ends_at) == (change.old_starts_at, change.old_ends_at):
        return _(
            "“%(title)s” is now in %(room)s, not in %(old)s. It stays at %(when)s.",
            title=change.title, old=old["room"], **new,
        )  # fmt: skip
    return _(
        "“%(title)s” is now at %(when)s in %(room)s. It was at %(old_when)s in %(old_room)s.",
        title=change.title, old_when=old["when"], old_room=old["room"], **new,
    )  # fmt: skip


def _cancelled(change: Change) -> str:
    said = _("Cancelled: “%(title)s”, %(when)s in %(room)s.", title=change.title, **_now(change))
    return f"{said} {change.because}".strip()


def _reopened(change: Change) -> str:
    return _(
        "“%(title)s” takes place after all, at %(when)s in %(room)s.",
        title=change.title, **_now(change),
    )  # fmt: skip


def _taken_out(change: Change) -> str:
    return _(
        "“%(title)s”, %(when)s in %(room)s, is not in the programme any more.",
        title=change.title, **_now(change),
    )  # fmt: skip


def _noted(change: Change) -> str:
    if not change.because:
        return _("The note at “%(title)s” is gone.", title=change.title)
    return _("A new note at “%(title)s”: %(note)s", title=change.title, note=change.because)


def _presenters(change: Change) -> str:
    return _("Other people present “%(title)s”.", title=change.title)


def _words(change: Change) -> str:
    names = {
        "title": _("the title"),
        "abstract": _("what it is about"),
        "outcomes": _("what people can do afterwards"),
        "prerequisites": _("what people need before"),
        "kind": _("the kind of session"),
        "language": _("the language"),
        "level": _("whom it is for"),
        "is_recorded": _("whether it is recorded"),
        "track": _("the track"),
        "tags": _("the national offers"),
    }
    parts = ", ".join(names[part] for part in change.parts if part in names)
    return _("New words for “%(title)s”: %(parts)s.", title=change.title, parts=parts)


def _now(change: Change) -> dict[str, str]:
    return {"when": _when(change), "room": change.room}


def _before(change: Change) -> dict[str, str]:
    """As it was, with the day only where that is another one."""
    assert change.old_starts_at is not None and change.old_ends_at is not None
    times = f"{clock_time(change.old_starts_at)}–{clock_time(change.old_ends_at)}"
    is_same_day = (
        change.starts_at is not None
        and london(change.starts_at).date() == london(change.old_starts_at).date()
    )
    when = times if is_same_day else f"{times}, {day(change.old_starts_at)}"
    return {"when": when, "room": change.old_room}


def _when(change: Change) -> str:
    """10:30–11:15, the day only where a move changes it: an event has one day."""
    assert change.starts_at is not None and change.ends_at is not None
    times = f"{clock_time(change.starts_at)}–{clock_time(change.ends_at)}"
    old = change.old_starts_at
    if old is None or london(old).date() == london(change.starts_at).date():
        return times
    return f"{times}, {day(change.starts_at)}"
