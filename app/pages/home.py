"""What is on, and one event's own page."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for

from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page
from app.pages.blueprint import blueprint
from app.pages.kept import event_page
from app.proposals import queries as proposals
from app.registration import queries as registration
from app.registration import rules
from app.timetable.queries import published


@blueprint.get("/")
def home() -> Response:
    """The events there are, the coming ones first."""
    today = clock.london(clock.now()).date()
    every = events.published()
    return page(
        "pages/home.html",
        coming=sorted((e for e in every if e.day_on >= today), key=lambda e: e.day_on),
        past=[e for e in every if e.day_on < today],
    )


@blueprint.get("/<event>/")
def event(event: str) -> Response:
    """What it is, when, and the way to book."""
    return event_page(event, "event", _event_page, with_places=True)


@blueprint.get("/lost-link")
def lost_link() -> Response:
    """Which event? Then the form of that event."""
    every = events.published()
    if len(every) == 1:
        address = url_for("registration.lost_link", event=every[0].slug)
        return redirect(address, 303)  # type: ignore[return-value]
    return page("pages/lost_link.html", events=every)


def _has_call(event: Event) -> bool:
    """Whether the event asks, or asked, for proposals; the call's own page says until when."""
    call = proposals.call_of(event.id)
    return call is not None and call.withdrawn_at is None


def _event_page(found: Event) -> str:
    document = published(found.id).document
    slots = [slot for slot in document.slots if not slot.is_cancelled]
    why = rules.why_closed(
        state=found.state,
        opens_at=found.registration_opens_at,
        closes_at=found.registration_closes_at,
        now=clock.now(),
    )
    return render_template(
        "pages/event.html",
        event=found,
        slots=slots,
        services={
            service for slot in slots for service in document.session_by_slug[slot.session].services
        },
        tracks=document.tracks,
        why_closed=why,
        situation=registration.situation_of(found, now=clock.now()),
        has_call=_has_call(found),
        has_draw=registration.draw_of(found) is not None,
        is_early=bool(
            why and found.registration_opens_at and clock.now() < found.registration_opens_at
        ),
    )
