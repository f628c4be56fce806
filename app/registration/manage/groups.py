"""Group bookings: who leads them, and how many of their places have a name."""

from __future__ import annotations

from flask import Response

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.pages import page
from app.registration import queries, rules
from app.registration.manage.blueprint import blueprint


@blueprint.get("/<event>/manage/groups")
@requires(Role.ORGANISER)
def groups(event: Event) -> Response:
    return page(
        "registration/manage/groups.html",
        event=event,
        groups=queries.groups_of(event.id),
        due_at=rules.names_due_at(event.policies.places, day_on=event.day_on),
    )
