"""What the warnings of a draft say to organisers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.kernel.shown import clock_time, day
from app.timetable.enums import WarningKind
from app.timetable.rules import DraftWarning

MOST_NAMED = 8  # people or titles in one sentence

Values = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A warning in words; `refs` are the public ids of the placements and breaks it is about."""

    kind: WarningKind
    sentence: str
    refs: tuple[str, ...]


def told(warning: DraftWarning) -> Told:
    return Told(warning.kind, SENTENCES[warning.kind](warning.values), warning.refs)


def listed(names: Sequence[str]) -> str:
    """Names with commas between; of many only the first."""
    said = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return said if more <= 0 else _("%(names)s and %(more)s more", names=said, more=more)


def spans_in_words(spans: Iterable[tuple[datetime, datetime]]) -> str:
    said = [f"{clock_time(start)}–{clock_time(end)}" for start, end in spans]
    return ", ".join(said) or _("at no hour")


def _times(values: Values) -> Values:
    """The instants as people read them."""
    return {
        name: clock_time(value) if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _room(values: Values) -> str:
    return _(
        "“%(one)s” and “%(other)s” are both in %(room)s from %(starts_at)s to %(ends_at)s.",
        **_times(values),
    )


def _blocked(values: Values) -> str:
    if values["is_blocker"]:
        return _("“%(title)s” is in %(room)s while it is kept free: %(pause)s.", **values)
    return _("“%(title)s” runs during the break “%(pause)s”.", **values)


def _presenter(values: Values) -> str:
    said = _times(values) | {"names": listed(values["names"])}
    return ngettext(
        "%(names)s presents both “%(one)s” and “%(other)s” at %(starts_at)s.",
        "%(names)s present both “%(one)s” and “%(other)s” at %(starts_at)s.",
        len(values["names"]),
        **said,
    )


def _crew(values: Values) -> str:
    said = _times(values) | {"names": listed(values["names"])}
    return ngettext(
        "%(names)s has a task in both “%(one)s” and “%(other)s” at %(starts_at)s.",
        "%(names)s have a task in both “%(one)s” and “%(other)s” at %(starts_at)s.",
        len(values["names"]),
        **said,
    )


def _hours(values: Values) -> str:
    return _(
        "“%(title)s” is at %(starts_at)s. All who present it can: %(can)s.",
        title=values["title"],
        starts_at=clock_time(values["starts_at"]),
        can=spans_in_words(values["can"]),
    )


def _changeover(values: Values) -> str:
    if not values["minutes"]:
        return _("No time to change over in %(room)s from “%(one)s” to “%(other)s”.", **values)
    return ngettext(
        "Only %(num)s minute to change over in %(room)s from “%(one)s” to “%(other)s”.",
        "Only %(num)s minutes to change over in %(room)s from “%(one)s” to “%(other)s”.",
        values["minutes"],
        **values,
    )


def _licence(values: Values) -> str:
    return _(
        "“%(title)s” offers %(number)s places. %(room)s holds %(licence)s people, and no more are let in.",
        **values,
    )


def _full(values: Values) -> str:
    return _("%(number)s people have places in “%(title)s”. %(room)s holds %(licence)s.", **values)


def _booked(values: Values) -> str:
    said = _times(values) | {"names": listed(values["names"])}
    return ngettext(
        "%(num)s person has places in both “%(one)s” and “%(other)s”, which overlap at %(starts_at)s: "
        "%(names)s. Once this is released they are told and can swap.",
        "%(num)s people have places in both “%(one)s” and “%(other)s”, which overlap at %(starts_at)s: "
        "%(names)s. Once this is released they are told and can swap.",
        len(values["names"]),
        **said,
    )


def _popular(values: Values) -> str:
    return _(
        "“%(one)s” (%(number)s wait or have starred it) and “%(other)s” (%(number_other)s) are both at"
        " %(starts_at)s.",
        **_times(values),
    )


def _access(values: Values) -> str:
    if values["kind"] == "bsl":
        return _("British Sign Language is wanted in “%(title)s” and not booked.", **values)
    return _("Captions are wanted in “%(title)s” and not booked.", **values)


def _cancelled(values: Values) -> str:
    return ngettext(
        "“%(title)s” at %(starts_at)s is to be cancelled. %(num)s person has a place in it.",
        "“%(title)s” at %(starts_at)s is to be cancelled. %(num)s people have places in it.",
        values["number"],
        **_times(values),
    )


def _not_confirmed(values: Values) -> str:
    return _("Who presents “%(title)s” has not confirmed that they come.", **values)


def _no_slides(values: Values) -> str:
    return _(
        "“%(title)s” has no slides. They are due on %(due)s.", **values, due=day(values["due_on"])
    )


def _not_placed(values: Values) -> str:
    return ngettext(
        "%(num)s session has no time yet: %(titles)s.",
        "%(num)s sessions have no time yet: %(titles)s.",
        len(values["titles"]),
        titles=listed(values["titles"]),
    )


SENTENCES: dict[WarningKind, Callable[[Values], str]] = {
    WarningKind.ROOM: _room,
    WarningKind.BLOCKED: _blocked,
    WarningKind.PRESENTER: _presenter,
    WarningKind.HOURS: _hours,
    WarningKind.CREW: _crew,
    WarningKind.CHANGEOVER: _changeover,
    WarningKind.LICENCE: _licence,
    WarningKind.FULL: _full,
    WarningKind.BOOKED: _booked,
    WarningKind.POPULAR: _popular,
    WarningKind.ACCESS: _access,
    WarningKind.CANCELLED: _cancelled,
    WarningKind.NOT_CONFIRMED: _not_confirmed,
    WarningKind.NO_SLIDES: _no_slides,
    WarningKind.NOT_PLACED: _not_placed,
}
