"""A session as schema.org has it (https://schema.org/Event), for search engines and others that read pages:
JSON-LD, one Event for each of its times."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for

from app.events.models import Event
from app.kernel.clock import london
from app.kernel.links import public_url
from app.pages.reading.rows import provided
from app.programme.enums import RoomKind
from app.timetable.rules import Document, SessionShown, SlotShown, SpeakerShown

SCHEMA = "https://schema.org"


def linked_data(event: Event, document: Document, session: SessionShown) -> list[dict[str, Any]]:
    """What is plain text stays text: the page writes it so that no word of it ends the block."""
    return [_event(event, document, session, slot) for slot in document.slots_of(session.slug)]


def address_of(event: Event, session: SessionShown) -> str:
    """The whole address of its page."""
    return public_url(url_for("pages.session", event=event.slug, slug=session.slug))


def picture_of(event: Event, session: SessionShown) -> str:
    return public_url(url_for("pages.session_picture", event=event.slug, slug=session.slug))


def _event(
    event: Event, document: Document, session: SessionShown, slot: SlotShown
) -> dict[str, Any]:
    room = document.room_by_slug[slot.room]
    is_online = room.kind == RoomKind.ONLINE
    address = address_of(event, session)
    event_address = public_url(url_for("pages.event", event=event.slug))
    by = [{"@type": "Organization", "name": one.name} for one in document.services_of(session)]
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "EducationEvent",
        "@id": f"{address}#{slot.ref}",
        "name": session.title,
        "description": session.abstract,
        "url": address,
        "image": picture_of(event, session),
        "inLanguage": session.language.split(","),
        "startDate": london(slot.starts_at).isoformat(),
        "endDate": london(slot.ends_at).isoformat(),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if slot.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/{'Online' if is_online else 'Offline'}EventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address, "name": room.name}
        if is_online
        else {"@type": "Place", "name": room.name},
        "organizer": {"@type": "Organization", "name": _organiser(event), "url": event_address},
        "performer": [*by, *(_person(one) for one in session.speakers if one.name)],
        "superEvent": {"@type": "Event", "name": event.name, "url": event_address},
    }
    features = provided(slot)
    return data | ({"accessibilitySummary": features} if features else {})


def _organiser(event: Event) -> str:
    return current_app.config["SETTINGS"].organisation_name or event.name


def _person(speaker: SpeakerShown) -> dict[str, str]:
    found = {"@type": "Person", "name": speaker.name}
    return found | ({"jobTitle": speaker.role} if speaker.role else {})
