"""Paths of personal links: to a person's day, and to join."""

from app.accounts import queries as accounts
from app.registration import queries


def _path(ref: str, purpose: str) -> str:
    url = accounts.url_of(accounts.links_of([ref], purpose)[ref])
    return url.removeprefix("http://bootcamp.test")


def my(registration) -> str:
    return _path(registration.public_id, "my")


def join_of(registration, slot=None) -> str:
    return _path(booking_of(registration, slot).public_id, "join")


def booking_of(registration, slot=None):
    """The person's living booking of this slot; without one, their first."""
    found = queries.bookings_of(registration.id)
    return next(one for one in found if slot is None or one.slot_id == slot.id)


def state_of(registration) -> str:
    return queries.by_public_id(registration.public_id).state
