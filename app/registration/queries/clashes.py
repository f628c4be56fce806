"""Who would have places in two sessions at one time, if the draft of the timetable went out."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.kernel.database import db
from app.registration.enums import TAKEN, PlaceKind
from app.registration.models import Booking, Registration
from app.timetable.models import Placement

_ONE, _OTHER = aliased(Booking), aliased(Booking)
_HERE, _THERE = aliased(Placement), aliased(Placement)


def booked_twice(event_id: int) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names by the public ids of two placements. Who presents both is not among them: that is another
    matter, and nobody's choice."""
    rows = db.session.execute(
        select(_HERE.public_id, _THERE.public_id, Person.name)
        .select_from(_HERE)
        .join(_ONE, _ONE.slot_id == _HERE.slot_id)
        .join(_OTHER, _OTHER.registration_id == _ONE.registration_id)
        .join(_THERE, _THERE.slot_id == _OTHER.slot_id)
        .join(Registration, Registration.id == _ONE.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            _HERE.event_id == event_id,
            _HERE.is_cancelled.is_(False),
            _THERE.is_cancelled.is_(False),
            _HERE.slot_id < _THERE.slot_id,
            _HERE.starts_at < _THERE.ends_at,
            _THERE.starts_at < _HERE.ends_at,
            _ONE.state.in_(TAKEN),
            _OTHER.state.in_(TAKEN),
            or_(_ONE.kind == PlaceKind.ATTENDEE, _OTHER.kind == PlaceKind.ATTENDEE),
        )
        .order_by(_HERE.id, _THERE.id, Person.name)
    )
    found: dict[tuple[str, str], list[str]] = {}
    for one, other, name in rows:
        found.setdefault((one, other), []).append(name)
    return {pair: tuple(names) for pair, names in found.items()}
