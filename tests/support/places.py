"""Looking at places, and changing them, in as few words as a test needs."""

from __future__ import annotations

from sqlalchemy import select

from app.events import actions as events
from app.events.policies import PlacesPolicy
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions, queries
from app.registration.models import Booking, Registration


def states(slot) -> list[tuple[str, str, int | None]]:
    """Everybody who ever had or waited for a place, in the order of asking: name, state, position."""
    db.session.rollback()
    rows = db.session.scalars(
        select(Booking).where(Booking.slot_id == slot.id).order_by(Booking.id)
    )
    return [(row.registration.person.name, str(row.state), row.position) for row in rows]


def in_event(event) -> list[tuple[str, str, int | None]]:
    """The same of the event itself."""
    db.session.rollback()
    rows = db.session.scalars(
        select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)
    )
    return [(row.person.name, str(row.state), row.position) for row in rows]


def booking_of(registration, slot) -> Booking:
    """The living one."""
    return next(b for b in queries.bookings_of(registration.id) if b.slot_id == slot.id)


def give_up(registration, slot) -> None:
    with transaction():
        actions.give_up(booking_of(registration, slot).public_id, now=clock.now())


def ask(registration, slot, **more) -> Booking:
    with transaction():
        return actions.ask_for_place(registration, slot.id, now=clock.now(), **more)


def accept(registration, slot) -> None:
    with transaction():
        actions.accept_place(booking_of(registration, slot).public_id, now=clock.now())


def leave(registration) -> None:
    with transaction():
        actions.cancel_registration(registration.public_id, now=clock.now())


def set_rules(event, **places) -> None:
    """The organisers choose other rules for places."""
    with transaction():
        policy = PlacesPolicy(**places)
        events.edit_policies(event.id, now=clock.now(), actor="o", places=policy)


def let_time_pass() -> None:
    """What the worker's sweep does each minute."""
    from app.kernel.work import work_off

    work_off("places")


def told(outbox, since=0) -> list[tuple[str, str]]:
    """Who was written to, and which mail."""
    return [(m.to_name, m.template.rsplit("/", 1)[-1]) for m in outbox()[since:]]
