"""All of the programme as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Response, current_app, request

from app.events.models import Event
from app.kernel import icalendar
from app.kernel.links import public_url
from app.pages.blueprint import blueprint
from app.pages.filters import Filters
from app.pages.kept import event_page
from app.pages.marks import full_slots
from app.timetable.queries import published
from app.timetable.rules import Document, SlotShown

PRODUCT = "-//Digital Bootcamp//Programme//EN"


@blueprint.get("/<event>/programme.ics")
def programme_calendar(event: str) -> Response:
    """The same filters as a calendar to subscribe to; equal bytes until something changes."""
    filters = Filters.asked(request.args)
    return event_page(
        event,
        ("ics", filters),
        lambda found: _calendar(found, filters),
        mimetype="text/calendar",
        with_places=filters.asks_for_places,
    )


def _calendar(event: Event, filters: Filters) -> bytes:
    document = published(event.id).document
    full = full_slots(event) if filters.asks_for_places else frozenset()
    return calendar_of(event, document, filters.choose(document, full=full))


def calendar_of(event: Event, document: Document, slots: Sequence[SlotShown]) -> bytes:
    entries = [_entry(event, document, slot) for slot in slots]
    return icalendar.serialise(entries, method=None, name=event.name, product=PRODUCT)


def _entry(event: Event, document: Document, slot: SlotShown) -> icalendar.Entry:
    session = document.session_by_slug[slot.session]
    url = public_url(f"/{event.slug}/sessions/{session.slug}")
    services = ", ".join(service.name for service in document.services_of(session))
    host = current_app.config["SETTINGS"].hostname
    return icalendar.Entry(
        uid=f"{slot.ref}@{host}",
        sequence=0,
        stamp_at=_changed_at([slot], document),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=session.title,
        description=f"{services}\n\n{session.abstract}\n\n{url}".strip(),
        location=document.room_by_slug[slot.room].name,
        url=url,
        status="CANCELLED" if slot.is_cancelled else "CONFIRMED",
    )


def _changed_at(slots: Sequence[SlotShown], document: Document) -> datetime:
    sessions = document.session_by_slug
    return max(max(slot.changed_at, sessions[slot.session].changed_at) for slot in slots)
