"""5 and 6: every state has its history and its message, nothing is half done, no offer outlives its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.mail.models import OutboxMessage
from app.registration.enums import LIVE, TAKEN, PlaceState
from app.registration.invariants.facts import Broken, Facts, Place

SWEEP = timedelta(minutes=5)  # the worker looks each minute, the gate at once
# What somebody is told first, by the way they came.
FIRST = ("registered", "taken_over", "presenter_placed", "group_named", "released")


def histories(facts: Facts) -> Iterator[Broken]:
    """5: a row's state is the last one of its history, each step follows from the one before, and no
    place outlives its registration or comes before it."""
    for place in _places(facts):
        rows = facts.history(place)
        states = [str(row.to_state) for row in rows]
        if not states or states[-1] != place.state:
            yield facts.problem("5 history", place.public_id, "state and history differ")
        elif [row.from_state for row in rows] != ["", *states[:-1]]:
            yield facts.problem("5 history", place.public_id, "a step is missing")
    for booking in facts.bookings:
        state = booking.registration.state
        if booking.state in LIVE and state not in LIVE:
            yield facts.problem("5 history", booking.public_id, "outlives its registration")
        if booking.state == PlaceState.CONFIRMED and state != PlaceState.CONFIRMED:
            yield facts.problem("5 history", booking.public_id, "is had before the event's place")
        if booking.state in TAKEN and state not in TAKEN:
            yield facts.problem("5 history", booking.public_id, "is held without the event's place")


def offers(facts: Facts) -> Iterator[Broken]:
    """5: an offer has an end, and does not stand after it."""
    late = clock.now() - SWEEP
    for place in _places(facts):
        if place.state != PlaceState.OFFERED:
            continue
        if place.offer_ends_at is None:
            yield facts.problem("5 offer", place.public_id, "has no end")
        elif place.offer_ends_at < late:
            yield facts.problem("5 offer", place.public_id, "stands after its end")


def messages(facts: Facts) -> Iterator[Broken]:
    """6: who came has the message that says so, and so has who moved up, was offered a place or lost one."""
    rows = db.session.execute(
        select(OutboxMessage.subject_ref, OutboxMessage.template, OutboxMessage.dedupe_key).where(
            OutboxMessage.scope == facts.event.slug
        )
    ).all()
    told = {(row.subject_ref, row.template.rsplit("/", 1)[-1]) for row in rows}
    for registration in facts.registrations.values():
        if registration.is_unnamed or registration.group_id is not None:
            continue
        if not any((registration.public_id, name) in told for name in FIRST):
            yield facts.problem("6 messages", registration.public_id, "was never told")
    keys = {row.dedupe_key for row in rows}
    for booking in facts.bookings:
        if booking.state == PlaceState.EXPIRED and booking.registration.state in LIVE:
            ref, of = booking.public_id, booking.registration.public_id
            said = {f"registration:{of}:{word}:{ref}" for word in ("ran-out", "closed")}
            if not said & keys:
                yield facts.problem("6 messages", ref, "ended and nobody said so")


def _places(facts: Facts) -> Sequence[Place]:
    return [*facts.registrations.values(), *facts.bookings]
