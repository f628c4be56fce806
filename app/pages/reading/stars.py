"""Stars: what somebody wants to see, before they book and without saying who they are.

The programme's own pages are the same for everybody, so that they show no star; a link leads from each
session to a small page with a button. Where scripts run the links are buttons themselves.
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from flask import Response, abort, current_app, jsonify, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import TooManyRequests

from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.limits import Limit, place_of
from app.kernel.pages import kept, page
from app.kernel.tokens import digest
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.exports.calendar import calendar_of
from app.pages.exports.chosen import chosen_of
from app.pages.filters import Filters
from app.pages.reading import visitor
from app.pages.reading.opening import is_open
from app.pages.reading.rows import Addresses, rows_of
from app.pages.reading.zones import Times
from app.stars import actions, queries
from app.timetable.queries import published
from app.timetable.rules import Document, SlotShown, clashes

TRIES, TRIES_FOR = 600, timedelta(minutes=10)  # a whole library may share one address
OFF = "off"


@blueprint.get("/<event>/stars/<slug>")
def star(event: str, slug: str) -> Response:
    """Asks for the button's press: reading changes nothing."""
    found, document = _programme(event)
    session = document.session_by_slug.get(slug) or abort(404)
    return page(
        "pages/stars/star.html",
        event=found,
        session=session,
        slots=document.slots_of(slug),
        times=Times(),
        is_starred=slug in _starred(found),
    )


@blueprint.post("/<event>/stars/<slug>")
def set_star(event: str, slug: str) -> Response:
    """Puts the star on, or with `do=off` takes it off; to a script it answers nothing but that it is done."""
    _count_a_try()
    found, document = _programme(event)
    if slug not in document.session_by_slug:
        abort(404)
    event_id, who = found.id, visitor.known_visitor()
    value = "" if who else visitor.new_value()
    if request.form.get("do") == OFF:
        with transaction():
            actions.unstar(event_id, slug, visitor=who)
        return _done(event)
    with transaction():
        actions.star(event_id, slug, visitor=who or digest(value), now=clock.now())
    response = _done(event)
    visitor.remember(response, value or request.cookies[visitor.cookie_name()])
    return response


@blueprint.get("/<event>/stars")
def stars(event: str) -> Response:
    """What is starred, by time; and what is at one time."""
    found, document = _programme(event)
    slots = _slots(found, document)
    at_once = clashes(slots)
    titles = document.session_by_slug
    return page(
        "pages/stars/stars.html",
        event=found,
        rows=rows_of(document, slots),
        clashes={
            ref: [titles[slot.session].title for slot in others] for ref, others in at_once.items()
        },
        times=Times(),
        addresses=Addresses.of(found),
        to_book=[
            slug
            for slug in dict.fromkeys(slot.session for slot in slots if not slot.is_cancelled)
            if not titles[slug].is_plenary
        ],
        is_open=is_open(found),
    )


@blueprint.get("/<event>/stars.ics")
def stars_calendar(event: str) -> Response:
    found, document = _programme(event)
    body = calendar_of(chosen_of(found, Filters()), _slots(found, document))
    return kept(body, mimetype="text/calendar", private=True)


@blueprint.get("/<event>/stars.json")
def stars_state(event: str) -> Response:
    """For the script that makes buttons of the links: what is starred, and what a form would carry."""
    found, document = _programme(event)
    starred = sorted(_starred(found) & document.session_by_slug.keys())
    return jsonify(starred=starred, token=generate_csrf())


def _programme(slug: str) -> tuple[Event, Document]:
    found = events.published_by_slug(slug) or abort(404)
    return found, published(found.id).document


def _starred(event: Event) -> frozenset[str]:
    who = visitor.known_visitor()
    return queries.starred(who, event.id) if who else frozenset()


def _slots(event: Event, document: Document) -> list[SlotShown]:
    starred = _starred(event)
    return [slot for slot in document.slots if slot.session in starred]


def _count_a_try() -> None:
    limit: Limit = current_app.extensions.setdefault("stars_limit", Limit(TRIES, TRIES_FOR))
    seconds = limit.wait_after_try(place_of(request.remote_addr), now=clock.now())
    if seconds:
        raise TooManyRequests(retry_after=seconds)


def _done(event: str) -> Response:
    if request.accept_mimetypes.best == "application/json":
        return Response(status=204)
    return cast("Response", redirect(url_for("pages.stars", event=event), 303))
