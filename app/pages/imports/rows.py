"""One row of the spreadsheet as values, or the sentences that say why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from app.kernel.fields import day_of, instant_in_london, mail_address
from app.kernel.plain_text import clean_line
from app.pages.imports.columns import COLUMNS, choices
from app.pages.imports.sheet import RawRow
from app.programme.rules import MOST_PLACES

LONGEST_NAME = 200
MOST_SPEAKERS = 40
T = TypeVar("T")
_NAMED = re.compile(r"([^<>]*)<([^<>]+)>")


@dataclass(frozen=True)
class Presenter:
    """As the programme names them; `service` is a slug."""

    name: str
    role: str
    service: str


@dataclass(frozen=True)
class Host:
    email: str
    name: str


@dataclass(frozen=True)
class Spot:
    room: str  # as it was typed
    starts_at: datetime
    ends_at: datetime


@dataclass
class Read:
    """`words` by the name of SessionDraft's fields, only those that the row says; `services` are slugs,
    `track` and `tags` names. `faults` are sentences."""

    number: int
    slug: str = ""
    words: dict[str, object] = field(default_factory=dict)
    room: str = ""
    spot: Spot | None = None
    capacity: int | None = None
    overbook_percent: int | None = None
    host: Host | None = None
    faults: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.words.get("title", ""))


def read_row(raw: RawRow, *, day_on: date, services: Mapping[str, str]) -> Read:
    """`services` are slugs by any of their names, in small letters."""
    found = Read(number=raw.number, slug=clean_line(raw.cells.get("slug", "")))
    for column in COLUMNS:
        if len(raw.cells.get(column.name, "")) > column.longest:
            found.faults.append(
                _(
                    "“%(column)s” has more than %(number)s characters.",
                    column=column.label,
                    number=column.longest,
                )
            )
    if not found.faults:
        _read_words(found, raw.cells, services)
        _read_spot(found, raw.cells, day_on)
        _read_numbers(found, raw.cells)
        _read_host(found, raw.cells)
    return found


def _read_words(found: Read, cells: Mapping[str, str], services: Mapping[str, str]) -> None:
    for name in ("title", "track"):
        if name in cells:
            found.words[name] = clean_line(cells[name])
    for name in ("abstract", "outcomes", "prerequisites"):
        if name in cells:
            found.words[name] = cells[name]
    for name, known in choices().items():
        if name in cells:
            value = known.get(cells[name].casefold())
            if value is None:
                allowed = ", ".join(dict.fromkeys(label.capitalize() for label in known))
                found.faults.append(
                    _(
                        "“%(typed)s” is none of these: %(allowed)s.",
                        typed=cells[name],
                        allowed=allowed,
                    )
                )
            else:
                found.words[name] = bool(value) if name == "is_recorded" else value
    if "tags" in cells:
        names = [clean_line(name) for name in cells["tags"].split(",")]
        found.words["tags"] = tuple(dict.fromkeys(name[:120] for name in names if name))
    if "services" in cells:
        slugs = [_service(found, part, services) for part in _parts(cells["services"], ";")]
        found.words["services"] = tuple(dict.fromkeys(slug for slug in slugs if slug))
    if "speakers" in cells:
        lines = _parts(cells["speakers"], "\n")[:MOST_SPEAKERS]
        found.words["speakers"] = tuple(_presenter(found, line, services) for line in lines)


def _presenter(found: Read, line: str, services: Mapping[str, str]) -> Presenter:
    name, role, service, *more = [*(clean_line(part) for part in line.split(";")), "", ""]
    if any(more) or not (name or role):
        found.faults.append(
            _("“%(typed)s” is no presenter. Write: name; role; library service.", typed=line)
        )
    return Presenter(
        name[:LONGEST_NAME], role[:120], _service(found, service, services) if service else ""
    )


def _service(found: Read, typed: str, services: Mapping[str, str]) -> str:
    slug = services.get(clean_line(typed).casefold(), "")
    if not slug:
        found.faults.append(_("There is no library service “%(typed)s”.", typed=typed))
    return slug


def _read_spot(found: Read, cells: Mapping[str, str], day_on: date) -> None:
    found.room = clean_line(cells.get("room", ""))
    given = [name for name in ("room", "starts", "ends") if name in cells]
    if not given:
        return
    if len(given) < 3:
        found.faults.append(_("A time needs all three: a room, a start and an end."))
        return
    on = _try(found, cells.get("date", ""), lambda typed: day_of(typed[:10])) or day_on
    starts = _try(found, cells["starts"], lambda typed: _moment(on, typed))
    ends = _try(found, cells["ends"], lambda typed: _moment(on, typed))
    if starts and ends:
        found.spot = Spot(found.room, starts, ends)


def _moment(on: date, typed: str) -> datetime:
    """A time alone, or the time of a cell that holds a date too; ValueError with a sentence."""
    text = typed.split(" ")[-1].replace(".", ":")
    try:
        parsed = _clock(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(_("“%(typed)s” is no time. Write it like 10:30.", typed=typed)) from error
    return instant_in_london(f"{on.isoformat()}T{parsed:%H:%M}")


def _clock(text: str) -> time:
    """`9:30`, or a part of a day, as spreadsheets keep times: 0.4375."""
    if text.startswith("0:") and len(text) > 5:
        text = text.replace(":", ".")
        hours, minutes = divmod(round(float(text) * 24 * 60), 60)
        return time(hours, minutes)
    hour, minute, *_seconds = text.split(":")
    return time(int(hour), int(minute))


def _read_numbers(found: Read, cells: Mapping[str, str]) -> None:
    for name, most in (("capacity", MOST_PLACES), ("overbook_percent", 100)):
        typed = cells.get(name, "")
        if not typed:
            continue
        if not (typed.isascii() and typed.isdigit() and int(typed) <= most):
            found.faults.append(
                _("“%(typed)s” is no whole number from 0 to %(most)s.", typed=typed, most=most)
            )
        else:
            setattr(found, name, int(typed))


def _read_host(found: Read, cells: Mapping[str, str]) -> None:
    typed = clean_line(cells.get("host", ""))
    if not typed:
        return
    named = _NAMED.fullmatch(typed)
    name, written = (named[1].strip(' "'), named[2]) if named else ("", typed)
    address = _try(found, written, mail_address) or ""
    if address:
        found.host = Host(address, clean_line(name)[:LONGEST_NAME])


def _try(found: Read, typed: str, read: Callable[[str], T]) -> T | None:
    if not typed:
        return None
    try:
        return read(typed)
    except (ValueError, ValidationError) as error:
        found.faults.append(f"{error}".rstrip(".") + ".")
        return None


def _parts(text: str, between: str) -> list[str]:
    return [part.strip() for part in text.split(between) if part.strip()]
