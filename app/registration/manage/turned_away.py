"""Who got no place, by service: for the next event, and for the question what more places would do."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.clock import london
from app.kernel.pages import page
from app.kernel.tables import table_file
from app.programme import queries as programme
from app.programme.models import Slot
from app.registration import queries
from app.registration.manage.blueprint import blueprint
from app.registration.queries import Without

MORE = 10  # places
COLUMNS = (
    "Reference", "Name", "Email", "Organisation", "Waits for", "Turned away from",
    "Asked for priority (London time)",
)  # fmt: skip


@blueprint.get("/<event>/manage/turned-away")
@requires(Role.ORGANISER)
def turned_away(event: Event) -> Response:
    people = queries.without_place(event.id)
    slots = [slot for slot in programme.slots_to_choose(event.id) if not slot.is_cancelled]
    lists = queries.lists_to_try(event, queries.slot_lists(event, slots), now=clock.now())
    return page(
        "registration/manage/turned_away.html",
        event=event,
        people=people,
        services=queries.by_service(people),
        priority=[one.registration for one in people if one.registration.priority_asked_at],
        more=MORE,
        gains=[(one, one.gain(MORE)) for one in lists],
    )


@blueprint.get("/<event>/manage/turned-away.csv")
@requires(Role.ORGANISER)
def turned_away_table(event: Event) -> Response:
    """The same people one by one; no access needs."""
    rows = (_cells(one) for one in queries.without_place(event.id))
    return table_file(f"{event.slug}-turned-away.csv", COLUMNS, rows)


def _cells(one: Without) -> tuple[str, ...]:
    registration = one.registration
    asked_at = registration.priority_asked_at
    return (
        registration.reference,
        registration.person.name,
        registration.person.email,
        registration.organisation,
        _said(one.waits, of_event=one.event_waits),
        _said(one.closed, of_event=one.event_closed),
        london(asked_at).strftime("%Y-%m-%d %H:%M") if asked_at else "",
    )


def _said(slots: list[Slot], *, of_event: bool) -> str:
    titles = [f"{london(slot.starts_at):%H:%M} {slot.session.title}" for slot in slots]
    return "; ".join([*([_("The event itself")] if of_event else []), *titles])
