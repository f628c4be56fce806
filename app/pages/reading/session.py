"""One session's page."""

from __future__ import annotations

from flask import Response, abort, render_template

from app.events.models import Event
from app.kernel import clock, shown
from app.kernel.calendar_links import Happening
from app.materials import queries as materials
from app.materials.queries import Standing
from app.materials.rules import Viewer
from app.pages.blueprint import blueprint
from app.pages.kept import event_page, marked_page
from app.pages.marks import Written, mark
from app.pages.reading.linked_data import address_of, linked_data, picture_of
from app.pages.reading.opening import is_open
from app.pages.reading.picture import Card, draw
from app.pages.reading.rows import LEVELS, OF_NOTE, Addresses, language_of, provided
from app.pages.reading.zones import Times
from app.programme import queries as programme
from app.timetable.queries import notices, published
from app.timetable.rules import Document, SessionShown, SlotShown, related


@blueprint.get("/<event>/sessions/<slug>")
def session(event: str, slug: str) -> Response:
    """Kept for the day it is: notices end with their day."""
    name = ("session", slug, clock.london(clock.now()).date())
    return marked_page(event, name, lambda found: _written(found, slug))


@blueprint.get("/<event>/sessions/<slug>/picture.png")
def session_picture(event: str, slug: str) -> Response:
    """For who shares the page's address."""
    return event_page(
        event, ("picture", slug), lambda found: draw(_card(found, slug)), mimetype="image/png"
    )


def _card(event: Event, slug: str) -> Card:
    document = published(event.id).document
    session = document.session_by_slug.get(slug) or abort(404)
    starts = [slot.starts_at for slot in document.slots_of(slug) if not slot.is_cancelled]
    return Card(
        title=session.title,
        services=", ".join(one.name for one in document.services_of(session)),
        when=f"{shown.moment(starts[0])} {shown.zone(starts[0])}" if starts else "",
        event=event.name,
    )


def _written(event: Event, slug: str) -> Written:
    document = published(event.id).document
    found = document.session_by_slug.get(slug) or abort(404)
    slots = document.slots_of(slug)
    is_on = any(not slot.is_cancelled for slot in slots)
    page_address = address_of(event, found)
    html = render_template(
        "pages/session.html",
        event=event,
        session=found,
        language=language_of(found),
        slots=slots,
        times=Times(),
        rooms=document.room_by_slug,
        services=document.services_of(found),
        track=document.track_by_slug.get(found.track),
        tags=[document.tag_by_slug[tag] for tag in found.tags],
        level=LEVELS[found.level] if found.level in OF_NOTE else "",
        provided=provided,
        related=[(one, document.services_of(one)) for one in related(document, found)],
        addresses=Addresses.of(event),
        materials=_materials(event, slug),
        mark=mark,
        notices=notices(event.id, now=clock.now()),
        data=linked_data(event, document, found),
        page_address=page_address,
        happenings=_happenings(document, found, page_address),
        picture=picture_of(event, found),
        refs=",".join(slot.ref for slot in slots),
        can_book=is_open(event) and not found.is_plenary and is_on,
    )
    return Written(html, is_small=True)


def _happenings(
    document: Document, session: SessionShown, address: str
) -> list[tuple[SlotShown, Happening]]:
    """Each time that is still to come, for a visitor's own calendar."""
    return [
        (
            slot,
            Happening(
                title=session.title,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                place=document.room_by_slug[slot.room].name,
                text=address,
            ),
        )
        for slot in document.slots_of(session.slug)
        if not slot.is_cancelled and slot.starts_at > clock.now()
    ]


def _materials(event: Event, slug: str) -> list[Standing]:
    row = programme.session_by_slug(event.id, slug)
    if row is None:
        return []
    return materials.to_show(event, [row.id], Viewer.ANYBODY, now=clock.now())[row.id]
