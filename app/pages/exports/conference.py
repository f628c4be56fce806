"""The programme as `schedule.xml`, the frab and pentabarf format that conference apps read.

What it asks for stands in c3voc's schema (repository voc/schedule, validator/xsd/schedule.xml.xsd).
It has no place for breaks, and none for what is cancelled: apps show as cancelled what is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from flask import Response

from app.kernel.clock import LONDON, london
from app.kernel.links import public_url
from app.pages.blueprint import blueprint
from app.pages.exports.chosen import Chosen, export
from app.pages.exports.words import more_about, said
from app.pages.exports.xml import clean, say
from app.timetable.rules import SlotShown

GENERATOR = "Digital Bootcamp"
GENERATOR_VERSION = "1"
BEFORE_THE_FIRST = "0"  # the version is asked for; releases count from 1
TIMESLOT = timedelta(minutes=5)
_SLOTS = UUID("5f0f7d0e-6a53-4a53-9a53-0f1c2b7d9e41")  # ours, for guids of slots
_IDS = 2**31 - 1  # apps keep them in 32 bits


@blueprint.get("/<event>/schedule.xml")
def schedule(event: str) -> Response:
    return export(event, "schedule", as_xml, mimetype="application/xml", to_all=True)


def as_xml(chosen: Chosen) -> bytes:
    """Ids and guids are made of a slot's public id: they are the same in each release."""
    slots = [slot for slot in chosen.slots if not slot.is_cancelled]
    ids = numbers_of(slot.ref for slot in chosen.document.slots)
    by_day: dict[date, list[SlotShown]] = defaultdict(list)
    for slot in slots:
        by_day[london(slot.starts_at).date()].append(slot)
    days = sorted(by_day) or [chosen.event.day_on]
    root = Xml.Element("schedule")
    Xml.SubElement(root, "generator", name=GENERATOR, version=GENERATOR_VERSION)
    say(root, "version", chosen.label or BEFORE_THE_FIRST)
    _conference(root, chosen, days)
    for index, on in enumerate(days, 1):
        _day(root, chosen, index, on, by_day[on], ids)
    Xml.indent(root)
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def numbers_of(refs: Iterable[str]) -> dict[str, int]:
    """A whole number from 1 for each public id, the same whatever else is in the programme; of two that
    would share one (once in some million slots) the later one takes the next hash."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for ref in sorted(refs):
        for salt in count():
            number = _hash(f"{ref}/{salt}" if salt else ref)
            if number not in taken:
                break
        taken.add(number)
        found[ref] = number
    return found


def _hash(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8]) % _IDS + 1


def _conference(root: Xml.Element, chosen: Chosen, days: list[date]) -> None:
    conference = Xml.SubElement(root, "conference")
    say(conference, "title", chosen.event.name)
    say(conference, "acronym", chosen.event.slug)
    say(conference, "start", days[0].isoformat())
    say(conference, "end", days[-1].isoformat())
    say(conference, "days", str(len(days)))
    say(conference, "timeslot_duration", _duration(TIMESLOT))
    say(conference, "base_url", public_url(f"/{chosen.event.slug}/"))
    say(conference, "time_zone_name", LONDON.key)


def _day(
    root: Xml.Element,
    chosen: Chosen,
    index: int,
    on: date,
    slots: list[SlotShown],
    ids: dict[str, int],
) -> None:
    day = Xml.SubElement(root, "day", index=str(index), date=on.isoformat())
    midnight = datetime(on.year, on.month, on.day, tzinfo=LONDON)
    day.set("start", _instant(min((slot.starts_at for slot in slots), default=midnight)))
    day.set("end", _instant(max((slot.ends_at for slot in slots), default=midnight)))
    for room in chosen.document.rooms:
        here = [slot for slot in slots if slot.room == room.slug]
        if here:
            element = Xml.SubElement(day, "room", name=clean(room.name))
            for slot in here:
                _event(element, chosen, slot, ids[slot.ref])


def _event(room: Xml.Element, chosen: Chosen, slot: SlotShown, number: int) -> None:
    session = chosen.session_of(slot)
    track = chosen.document.track_by_slug.get(session.track)
    event = Xml.SubElement(room, "event", id=str(number), guid=str(uuid5(_SLOTS, slot.ref)))
    say(event, "room", chosen.document.room_by_slug[slot.room].name)
    say(event, "title", session.title)
    say(event, "subtitle", chosen.services_of(session))
    say(event, "type", session.kind)
    say(event, "date", _instant(slot.starts_at))
    say(event, "start", london(slot.starts_at).strftime("%H:%M"))
    say(event, "duration", _duration(slot.ends_at - slot.starts_at))
    say(event, "abstract", session.abstract)
    say(event, "slug", f"{chosen.event.slug.replace('-', '_')}-{number}-{session.slug}")
    say(event, "track", track.name if track else "")
    persons = Xml.SubElement(event, "persons")
    for speaker in session.speakers:
        say(persons, "person", said(speaker))
    say(event, "language", session.language.split(",")[0])
    say(event, "description", more_about(session, slot))
    recording = Xml.SubElement(event, "recording")
    say(recording, "license", "")
    say(recording, "optout", "false" if session.is_recorded else "true")
    address = chosen.address_of(session)
    say(Xml.SubElement(event, "links"), "link", session.title).set("href", address)
    say(event, "url", address)


def _instant(at: datetime) -> str:
    return london(at).isoformat(timespec="seconds")


def _duration(length: timedelta) -> str:
    """Hours and minutes, the form that the schema has for lengths."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours:02d}:{minutes:02d}"
