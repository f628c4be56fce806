"""Slots as the programme shows them: one line each, in blocks that begin together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import url_for
from flask_babel import lazy_gettext as _

from app.events.models import Event
from app.pages.reading.zones import Times
from app.programme.enums import Level, ProvisionKind
from app.timetable.rules import BreakShown, Document, SessionShown, SlotShown

LEVELS = {
    Level.EVERYBODY.value: _("For everybody"),
    Level.BEGINNER.value: _("For beginners"),
    Level.EXPERIENCED.value: _("For people with experience"),
}
PROVIDED = {
    ProvisionKind.CAPTIONS.value: _("Live captions"),
    ProvisionKind.BSL.value: _("British Sign Language"),
}
WELSH = "cy"


@dataclass(frozen=True, slots=True)
class Row:
    """`more` is the small print: room, track, note, what is arranged."""

    ref: str
    slug: str
    title: str
    language: str
    services: str
    room: str
    more: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Block:
    """What begins at one time. `day` is named where the one before was another day."""

    starts_at: datetime
    day: str
    rows: tuple[Row, ...]
    pauses: tuple[BreakShown, ...]

    @property
    def ends_at(self) -> datetime | None:
        """Where all of it ends together."""
        every: list[Row | BreakShown] = [*self.rows, *self.pauses]
        ends = {one.ends_at for one in every}
        return ends.pop() if len(ends) == 1 else None


@dataclass(frozen=True)
class Addresses:
    """Of sessions, put together once: a page has a thousand of them."""

    session: str
    star: str

    @classmethod
    def of(cls, event: Event) -> Addresses:
        name = "-"
        return cls(
            session=url_for("pages.session", event=event.slug, slug=name).removesuffix(name),
            star=url_for("pages.star", event=event.slug, slug=name).removesuffix(name),
        )


def rows_of(document: Document, slots: Iterable[SlotShown]) -> list[Row]:
    services = {one.slug: one.name for one in document.services}
    return [_row(document, slot, services) for slot in slots]


def _row(document: Document, slot: SlotShown, services: dict[str, str]) -> Row:
    session = document.session_by_slug[slot.session]
    room = document.room_by_slug[slot.room].name
    track = document.track_by_slug[session.track].name if session.track else ""
    level = str(LEVELS[session.level]) if session.level in OF_NOTE else ""
    parts = (room, track, level, slot.note, provided(slot))
    return Row(
        ref=slot.ref,
        slug=session.slug,
        title=session.title,
        language=language_of(session),
        services=", ".join(services[slug] for slug in session.services),
        room=slot.room,
        more=tuple(part for part in parts if part),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        is_cancelled=slot.is_cancelled,
    )


OF_NOTE = (Level.BEGINNER.value, Level.EXPERIENCED.value)


def provided(slot: SlotShown) -> str:
    """What is arranged for access, in words."""
    return ", ".join(str(PROVIDED[one.kind]) for one in slot.provided if one.state == "booked")


def language_of(session: SessionShown) -> str:
    """The language its title is marked with; none where it is the page's own, or two."""
    return WELSH if session.language == WELSH else ""


def blocks_of(rows: Sequence[Row], pauses: Sequence[BreakShown], times: Times) -> list[Block]:
    """By time; pauses stand among them."""
    return list(_named(_blocks(rows, pauses), times))


def _blocks(rows: Sequence[Row], pauses: Sequence[BreakShown]) -> Iterator[Block]:
    every: list[Row | BreakShown] = sorted([*rows, *pauses], key=lambda one: one.starts_at)
    for starts_at, found in groupby(every, key=lambda one: one.starts_at):
        items = list(found)
        yield Block(
            starts_at,
            "",
            tuple(one for one in items if isinstance(one, Row)),
            tuple(one for one in items if isinstance(one, BreakShown)),
        )


def _named(blocks: Iterable[Block], times: Times) -> Iterator[Block]:
    day = ""
    for block in blocks:
        own = times.day(block.starts_at)
        yield Block(block.starts_at, own if own != day else "", block.rows, block.pauses)
        day = own
