"""Organisers' view of the sessions: times, rooms and places together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, request
from flask_babel import lazy_gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.pages import page
from app.pages.blueprint import blueprint
from app.pages.speakers import speakers_rows
from app.programme import queries as programme
from app.programme.enums import Crew
from app.programme.models import Provision, Session, Slot
from app.proposals import queries as proposals
from app.registration import queries as registration
from app.registration.rules import Count
from app.timetable import queries as timetable

# What has just happened, by the name in the address; anything else says nothing.
DONE = {
    "added": _("The session is added. Give it a time and a room next."),
    "words": _("The session is changed."),
    "placed": _("The session has its time and room."),
    "moved": _("The session is moved. Who has a place is told by mail."),
    "places": _("The number of places is changed."),
    "host": _("The host is saved."),
    "producer": _("The producer is saved."),
    "captioner": _("The captioner is saved."),
    "note": _("The note is saved."),
    "cancelled": _("The session is cancelled. Everybody concerned is told by mail."),
}


CREW = {
    Crew.HOST: _("Host"),
    Crew.PRODUCER: _("Producer"),
    Crew.CAPTIONER: _("Captioner"),
}


@dataclass(frozen=True)
class Run:
    """One slot as organisers see it."""

    slot: Slot
    count: Count
    provisions: Sequence[Provision]


@blueprint.get("/<event>/manage/sessions")
@requires(Role.ORGANISER)
def manage_sessions(event: Event) -> Response:
    """Every session by time, then those without one."""
    slots = programme.slots_to_choose(event.id)
    placed = {slot.session_id for slot in slots}
    return page(
        "pages/manage/sessions.html",
        event=event,
        slots=slots,
        counts=registration.counts_of(slots),
        unplaced=[item for item in programme.sessions(event.id) if item.id not in placed],
        planned={one.session_id: one for one in timetable.placements(event.id)},
    )


@blueprint.get("/<event>/manage/sessions/<slug>")
@requires(Role.ORGANISER)
def manage_session(event: Event, slug: str) -> Response:
    """One session: what it is about, when it runs, how full it is, and the way to each change."""
    item: Session = programme.session_by_slug(event.id, slug) or abort(404)
    slots = programme.slots_of_session(item.id)
    counts = registration.counts_of(slots)
    provisions = programme.provisions([slot.id for slot in slots])
    return page(
        "pages/manage/session.html",
        event=event,
        item=item,
        runs=[
            Run(slot, counts[slot.id], [row for row in provisions if row.slot_id == slot.id])
            for slot in slots
        ],
        crew_titles=CREW,
        drafted=[
            one
            for one in timetable.placements(event.id)
            if one.session_id == item.id and one.slot_id is None
        ],
        proposal=proposals.of_session(item.id),
        who=next(row for row in speakers_rows(event) if row.session.id == item.id),
        done=DONE.get(request.args.get("done", "")),
    )
