"""The draw as organisers see it: what is public already, when it is drawn, what came of it."""

from __future__ import annotations

from flask import Response, abort

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.pages import page
from app.registration import queries, rules
from app.registration.manage.blueprint import blueprint


@blueprint.get("/<event>/manage/draw")
@requires(Role.ORGANISER)
def draw(event: Event) -> Response:
    found = queries.draw_of(event) or abort(404)
    opens_at = event.registration_opens_at
    results = found.published.get("results", [])
    return page(
        "registration/manage/draw.html",
        event=event,
        draw=found,
        ends_at=rules.draw_ends_at(event.policies.places, opens_at=opens_at) if opens_at else None,
        applied=queries.applied(event.id),
        tickets=len(results),
        places=sum(one["has_event_place"] for one in results),
    )
