"""The public page of a draw: before it what fixes the seed, afterwards everything that repeats it."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, abort, render_template, request

from app.events import queries as events
from app.events.models import Event
from app.kernel.pages import page
from app.pages.blueprint import blueprint
from app.pages.kept import event_page
from app.programme import queries as programme
from app.registration import queries as registration
from app.registration import rules
from app.registration.models import Draw
from app.registration.rules import draws


@blueprint.get("/<event>/draw")
def draw(event: str) -> Response:
    """Served from memory; asked to repeat the draw, it is drawn again while one waits."""
    if request.args.get("repeat") != "1":
        return event_page(
            event, "draw", lambda found: _draw_page(found, _draw(found)), with_places=True
        )
    found = events.published_by_slug(event) or abort(404)
    drawn = _drawn(found)
    return page(_TEMPLATE, **_values(found, drawn), again=draws.repeat(drawn.published))


@blueprint.get("/<event>/draw.json")
def draw_document(event: str) -> Response:
    """What is published afterwards, as `draw check` reads it."""

    def build(found: Event) -> str:
        return json.dumps(_drawn(found).published, ensure_ascii=False, indent=1)

    return event_page(event, "draw.json", build, mimetype="application/json", with_places=True)


_TEMPLATE = "pages/draw.html"


def _draw(event: Event) -> Draw:
    return registration.draw_of(event) or abort(404)


def _drawn(event: Event) -> Draw:
    found = _draw(event)
    return found if found.drawn_at is not None else abort(404)


def _draw_page(event: Event, found: Draw) -> str:
    return render_template(_TEMPLATE, **_values(event, found), again=None)


def _values(event: Event, found: Draw) -> dict[str, Any]:
    opens_at = event.registration_opens_at
    ends_at = rules.draw_ends_at(event.policies.places, opens_at=opens_at) if opens_at else None
    slots = programme.slots_to_choose(event.id)
    return {
        "event": event,
        "draw": found,
        "ends_at": ends_at,
        "results": found.published.get("results", []),
        "slots": {slot.public_id: slot for slot in slots},
    }
