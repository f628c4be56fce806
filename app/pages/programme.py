"""The programme: what is on, what is left of it, one session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from flask import Response, abort, render_template, request

from app.events.models import Event
from app.kernel import clock
from app.materials import queries as materials
from app.materials.rules import Viewer
from app.pages.blueprint import blueprint
from app.pages.kept import event_page
from app.programme import queries as programme
from app.programme.models import Provision, Session, Slot
from app.registration import queries as registration
from app.registration import rules

VIEWS = ("list", "grid")


class Filters(NamedTuple):
    """What a reader wants to see; empty text is everything."""

    track: str = ""
    service: str = ""
    tag: str = ""

    def fits(self, slot: Slot) -> bool:
        session = slot.session
        return (
            (not self.track or (session.track is not None and session.track.slug == self.track))
            and (not self.service or any(s.slug == self.service for s in session.services))
            and (not self.tag or any(t.slug == self.tag for t in session.tags))
        )

    @property
    def query(self) -> dict[str, str]:
        return {name: value for name, value in self._asdict().items() if value}


@dataclass(frozen=True)
class Shown:
    """One slot as the programme shows it."""

    slot: Slot
    count: rules.Count
    provisions: Sequence[Provision]
    is_drawn: bool = False  # who asks now goes into a draw

    @property
    def is_full(self) -> bool:
        return not self.is_drawn and self.count.left == 0

    @property
    def has_places(self) -> bool:
        return not self.is_full and not self.slot.is_cancelled

    @property
    def session(self) -> Session:
        return self.slot.session


@blueprint.get("/<event>/programme", endpoint="programme")
def programme_page(event: str) -> Response:
    """The programme as a list by time, or as a grid of times and rooms."""
    filters = asked_filters()
    view = request.args.get("view", "list")
    view = view if view in VIEWS else "list"
    return event_page(
        event, ("programme", view, filters), lambda found: _page(found, filters, view)
    )


@blueprint.get("/<event>/sessions/<slug>")
def session(event: str, slug: str) -> Response:
    return event_page(event, ("session", slug), lambda found: _session_page(found, slug))


@blueprint.get("/<event>/programme/places")
def places_left(event: str) -> Response:
    """What is left of every session, for pages that stay open: no page of its own, and as cheap as they
    are, since it is kept until a place changes."""
    return event_page(
        event,
        "places",
        lambda found: render_template(
            "pages/_places_all.html", items=shown_slots(found, Filters())
        ),
    )


def asked_filters() -> Filters:
    return Filters(*(request.args.get(name, "")[:80] for name in Filters._fields))


def shown_slots(event: Event, filters: Filters) -> list[Shown]:
    slots = _slots(event, filters)
    counts = registration.counts_of(slots)
    is_drawn = registration.draw_to_come(event, now=clock.now()) is not None
    arranged: dict[int, list[Provision]] = {}
    for provision in programme.provisions([slot.id for slot in slots]):
        arranged.setdefault(provision.slot_id, []).append(provision)
    return [Shown(slot, counts[slot.id], arranged.get(slot.id, []), is_drawn) for slot in slots]


def _slots(event: Event, filters: Filters) -> list[Slot]:
    return [slot for slot in programme.slots_of(event.id) if filters.fits(slot)]


def _page(event: Event, filters: Filters, view: str) -> str:
    every = shown_slots(event, Filters())
    chosen = [item for item in every if filters.fits(item.slot)]
    services = {s.slug: s.name for item in every for s in item.session.services}
    times = [
        (start, list(items)) for start, items in groupby(chosen, key=lambda i: i.slot.starts_at)
    ]
    return render_template(
        "pages/programme.html",
        event=event,
        filters=filters,
        view=view,
        times=times,
        rooms=programme.rooms(event.id),
        tracks=[(track.slug, track.name) for track in programme.tracks(event.id)],
        services=sorted(services.items(), key=lambda pair: pair[1]),
        tags=[(tag.slug, tag.name) for tag in programme.tags(event.id)],
        total=len(every),
        number=len(chosen),
        is_open=_is_open(event),
    )


def _session_page(event: Event, slug: str) -> str:
    found = programme.session_by_slug(event.id, slug) or abort(404)
    items = [item for item in shown_slots(event, Filters()) if item.slot.session_id == found.id]
    if not items:
        abort(404)  # without a time it is not in the programme yet
    return render_template(
        "pages/session.html",
        event=event,
        session=found,
        items=items,
        materials=materials.to_show(event, [found.id], Viewer.ANYBODY, now=clock.now())[found.id],
        can_book=_is_open(event)
        and not found.is_plenary
        and any(not item.slot.is_cancelled for item in items),
    )


def _is_open(event: Event) -> bool:
    return (
        rules.why_closed(
            state=event.state,
            opens_at=event.registration_opens_at,
            closes_at=event.registration_closes_at,
            now=clock.now(),
        )
        is None
    )
