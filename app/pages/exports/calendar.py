"""The programme as a calendar to subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from flask import Response, abort, current_app

from app.kernel import icalendar
from app.pages.blueprint import blueprint
from app.pages.exports.chosen import Chosen, export
from app.pages.filters import Filters
from app.timetable.rules import SlotShown

PRODUCT = "-//Digital Bootcamp//Programme//EN"
REFRESH_FOR = timedelta(hours=1)
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@blueprint.get("/<event>/programme.ics")
def programme_calendar(event: str) -> Response:
    """What fits the filters; equal bytes until something changes. Cancelled sessions stay, marked, so that
    calendars which have them show it."""
    return export(
        event, "ics", lambda chosen: calendar_of(chosen, chosen.slots), mimetype="text/calendar"
    )


@blueprint.get("/<event>/sessions/<slug>.ics")
def session_calendar(event: str, slug: str) -> Response:
    """All times of one session."""
    return export(
        event,
        ("session ics", slug),
        lambda chosen: calendar_of(chosen, chosen.document.slots_of(slug) or abort(404)),
        mimetype="text/calendar",
        filters=Filters(),
    )


def calendar_of(chosen: Chosen, slots: Iterable[SlotShown]) -> bytes:
    return icalendar.serialise(
        [_entry(chosen, slot) for slot in slots],
        method=None,
        name=chosen.event.name,
        product=PRODUCT,
        refresh_for=REFRESH_FOR,
    )


def _entry(chosen: Chosen, slot: SlotShown) -> icalendar.Entry:
    session = chosen.session_of(slot)
    url = chosen.address_of(session)
    parts = (slot.cancelled_because, chosen.services_of(session), slot.note, session.abstract, url)
    host = current_app.config["SETTINGS"].hostname
    return icalendar.Entry(
        uid=f"{slot.ref}@{host}",
        sequence=_sequence(slot),
        stamp_at=chosen.changed_at(slot),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=session.title,
        description="\n\n".join(part for part in parts if part),
        location=chosen.document.room_by_slug[slot.room].name,
        url=url,
        status="CANCELLED" if slot.is_cancelled else "CONFIRMED",
    )


def _sequence(slot: SlotShown) -> int:
    """Larger with each change of time, room or state (RFC 5545, 3.8.7.4), and the same for the same
    release: the minutes from 2020 until that change. Fits 31 bits for four thousand years."""
    return max(0, (slot.changed_at - _FIRST) // _MINUTE)
