"""The programme as `schedule.xml`, the frab and pentabarf format that conference apps read.

What it asks for stands in c3voc's schema (repository voc/schedule, validator/xsd/schedule.xml.xsd).
It has no place for breaks, and none for what is cancelled: apps show as cancelled what is gone.
"""

from __future__ import annotations

import re
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
from app.kernel.plain_text import clean_text
from app.pages.blueprint import blueprint
from app.pages.exports.chosen import Chosen, export
from app.pages.exports.words import more_about, said
from app.timetable.rules import SlotShown

GENERATOR = "Digital Bootcamp"
GENERATOR_VERSION = "1"
BEFORE_THE_FIRST = "0"  # the version is asked for; releases count from 1
TIMESLOT = timedelta(minutes=5)
_SLOTS = UUID("5f0f7d0e-6a53-4a53-9a53-0f1c2b7d9e41")  # ours, for guids of slots
_IDS = 2**31 - 1  # apps keep them in 32 bits
_NO_XML = re.compile("[\ufffe\uffff]")


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
    _say(root, "version", chosen.label or BEFORE_THE_FIRST)
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
    _say(conference, "title", chosen.event.name)
    _say(conference, "acronym", chosen.event.slug)
    _say(conference, "start", days[0].isoformat())
    _say(conference, "end", days[-1].isoformat())
    _say(conference, "days", str(len(days)))
    _say(conference, "timeslot_duration", _duration(TIMESLOT))
    _say(conference, "base_url", public_url(f"/{chosen.event.slug}/"))
    _say(conference, "time_zone_name", LONDON.key)


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
            element = Xml.SubElement(day, "room", name=_clean(room.name))
            for slot in here:
                _event(element, chosen, slot, ids[slot.ref])


def _event(room: Xml.Element, chosen: Chosen, slot: SlotShown, number: int) -> None:
    session = chosen.session_of(slot)
    track = chosen.document.track_by_slug.get(session.track)
    event = Xml.SubElement(room, "event", id=str(number), guid=str(uuid5(_SLOTS, slot.ref)))
    _say(event, "room", chosen.document.room_by_slug[slot.room].name)
    _say(event, "title", session.title)
    _say(event, "subtitle", chosen.services_of(session))
    _say(event, "type", session.kind)
    _say(event, "date", _instant(slot.starts_at))
    _say(event, "start", london(slot.starts_at).strftime("%H:%M"))
    _say(event, "duration", _duration(slot.ends_at - slot.starts_at))
    _say(event, "abstract", session.abstract)
    _say(event, "slug", f"{chosen.event.slug.replace('-', '_')}-{number}-{session.slug}")
    _say(event, "track", track.name if track else "")
    persons = Xml.SubElement(event, "persons")
    for speaker in session.speakers:
        _say(persons, "person", said(speaker))
    _say(event, "language", session.language.split(",")[0])
    _say(event, "description", more_about(session, slot))
    recording = Xml.SubElement(event, "recording")
    _say(recording, "license", "")
    _say(recording, "optout", "false" if session.is_recorded else "true")
    address = chosen.address_of(session)
    _say(Xml.SubElement(event, "links"), "link", session.title).set("href", address)
    _say(event, "url", address)


def _say(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """Only what XML 1.0 can hold (2.2)."""
    return _NO_XML.sub("", clean_text(text))


def _instant(at: datetime) -> str:
    return london(at).isoformat(timespec="seconds")


def _duration(length: timedelta) -> str:
    """Hours and minutes, the form that the schema has for lengths."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours:02d}:{minutes:02d}"
