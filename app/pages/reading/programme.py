"""The programme as a list by time and as a grid, and what is on now."""

from __future__ import annotations

from flask import Response, render_template, request
from flask_babel import gettext as _

from app.events.models import Event
from app.kernel import clock, shown
from app.kernel.clock import london
from app.pages.blueprint import blueprint
from app.pages.filters import AFTERNOON, MORNING, NOON, Filters
from app.pages.kept import marked_page
from app.pages.marks import Written, full_slots, mark
from app.pages.reading.grid import grids_of
from app.pages.reading.on_now import NOW, teller
from app.pages.reading.opening import is_open
from app.pages.reading.rows import LEVELS, PROVIDED, Addresses, blocks_of, rows_of
from app.pages.reading.zones import Times, asked
from app.timetable.queries import notices, published
from app.timetable.rules import Document, turns_of

VIEWS = ("list", "grid")
Choices = list[tuple[str, str]]


@blueprint.get("/<event>/programme", endpoint="programme")
def programme_page(event: str) -> Response:
    """By time, or by time and room; filtered; in the reader's time zone. Kept for the day,
    since notices end with it."""
    args = request.args.to_dict()  # plain: what is not in it is then found missing quickly
    filters, times = Filters.asked(args), asked(args.get("tz", ""))
    view = args.get("view", "list")
    view = view if view in VIEWS else "list"
    return marked_page(
        event,
        ("programme", view, filters, times, london(clock.now()).date()),
        lambda found: _written(found, filters, view, times),
        by_full=filters.asks_for_places,
    )


@blueprint.get("/<event>/programme/places")
def places_left(event: str) -> Response:
    """What is left of every session, for pages that stay open: no page of its own, and as cheap as they
    are, since it is kept until a place changes."""

    def write(found: Event) -> Written:
        refs = [slot.ref for slot in published(found.id).document.slots]
        return Written(render_template("pages/_places_all.html", refs=refs, mark=mark))

    return marked_page(event, "places", write)


@blueprint.get("/<event>/programme/now")
def on_now(event: str) -> Response:
    """What is on and what comes next, for pages that stay open; empty on any other day."""
    times = asked(request.args.get("tz", ""))

    def write(found: Event) -> Written:
        document = published(found.id).document
        tell = teller(document, Addresses.of(found), times)
        return Written(mark(NOW, ""), turns_of(document), tell)

    return marked_page(event, ("now", times), write)


def _written(event: Event, filters: Filters, view: str, times: Times) -> Written:
    out = published(event.id)
    document = out.document
    full = full_slots(event) if filters.asks_for_places else frozenset()
    chosen = filters.choose(document, full=full)
    rows = rows_of(document, chosen)
    pauses = () if filters.query else document.breaks
    addresses = Addresses.of(event)
    html = render_template(
        "pages/programme.html",
        event=event,
        out=out,
        notices=notices(event.id, now=clock.now()),
        filters=filters,
        offered=_offered(document),
        view=view,
        times=times,
        blocks=blocks_of(rows, pauses, times) if view == "list" else (),
        grids=grids_of(rows, pauses, document.rooms, times) if view == "grid" else (),
        addresses=addresses,
        mark=mark,
        first=document.slots[0].starts_at if document.slots else None,
        query=filters.query | times.query,
        total=len(document.slots),
        number=len(chosen),
        is_open=is_open(event),
    )
    return Written(html, turns_of(document), teller(document, addresses, times))


def _offered(document: Document) -> dict[str, Choices]:
    """What each filter offers: only what the programme has, and nothing where there is no choice."""
    tracks = {one.track for one in document.sessions}
    tags = {tag for one in document.sessions for tag in one.tags}
    levels = {one.level for one in document.sessions}
    kinds = {p.kind for slot in document.slots for p in slot.provided if p.state == "booked"}
    some: dict[str, Choices] = {
        "track": [(one.slug, one.name) for one in document.tracks if one.slug in tracks],
        "tag": [(one.slug, one.name) for one in document.tags if one.slug in tags],
        "provided": [(kind, str(words)) for kind, words in PROVIDED.items() if kind in kinds],
    }
    several: dict[str, Choices] = {
        "day": _days(document),
        "part": _parts(document),
        "service": [(one.slug, one.name) for one in document.services],
        "region": [(name, name) for name in sorted({one.region for one in document.services})],
        "room": [(one.slug, one.name) for one in document.rooms],
        "level": [(name, str(words)) for name, words in LEVELS.items() if name in levels],
    }
    return {name: choices for name, choices in some.items() if choices} | {
        name: choices for name, choices in several.items() if len(choices) > 1
    }


def _days(document: Document) -> Choices:
    """As `Filters` has them: London's."""
    starts = {london(slot.starts_at).date(): slot.starts_at for slot in document.slots}
    return [(on.isoformat(), shown.day(starts[on])) for on in sorted(starts)]


def _parts(document: Document) -> Choices:
    hours = {london(slot.starts_at).hour < NOON for slot in document.slots}
    return [(MORNING, _("Morning")), (AFTERNOON, _("Afternoon"))] if len(hours) > 1 else []
