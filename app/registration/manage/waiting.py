"""Waiting lists as they stand."""

from __future__ import annotations

from flask import Response

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.pages import page
from app.programme import queries as programme
from app.registration import people as reading
from app.registration import queries
from app.registration.manage.blueprint import SKIPS, blueprint


@blueprint.get("/<event>/manage/waiting")
@requires(Role.ORGANISER)
def waiting(event: Event) -> Response:
    """Each session's list in its order, and why somebody was passed over."""
    lists = reading.waiting(event.id)
    slots = [slot for slot in programme.slots_to_choose(event.id) if slot.id in lists]
    return page(
        "registration/manage/waiting.html",
        event=event,
        slots=slots,
        lists=lists,
        counts=queries.counts_of(slots),
        skips=SKIPS,
    )
