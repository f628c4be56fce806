"""States of a place, for registrations and bookings alike, and the moves between them."""

from enum import StrEnum


class PlaceState(StrEnum):
    APPLIED = "applied"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


TAKEN = (PlaceState.CONFIRMED, PlaceState.OFFERED)  # count against capacity
LIVE = (PlaceState.APPLIED, PlaceState.WAITING, PlaceState.OFFERED, PlaceState.CONFIRMED)
ENDED = (PlaceState.DECLINED, PlaceState.EXPIRED, PlaceState.CANCELLED)


# Whose place counts against what a slot or the event holds. Presenters lower the room's licence
# instead; who stood by took a place that nobody had joined.
class PlaceKind(StrEnum):
    ATTENDEE = "attendee"
    PRESENTER = "presenter"
    STAND_BY = "stand_by"


class Skip(StrEnum):
    """Why somebody who waits was passed over; they keep their place on the list."""

    CLASH = "clash"  # has another session then
    SHARE = "share"  # their library service holds its share
    EVENT = "event"  # waits for a place in the event itself


# From where a place may go on; an ended one is never revived: asking again makes a new one.
MOVES: dict[PlaceState, tuple[PlaceState, ...]] = {
    PlaceState.APPLIED: (
        PlaceState.WAITING,
        PlaceState.OFFERED,
        PlaceState.CONFIRMED,
        PlaceState.EXPIRED,
        PlaceState.CANCELLED,
    ),
    PlaceState.WAITING: (
        PlaceState.OFFERED,
        PlaceState.CONFIRMED,
        PlaceState.EXPIRED,
        PlaceState.CANCELLED,
    ),
    PlaceState.OFFERED: (
        PlaceState.CONFIRMED,
        PlaceState.DECLINED,
        PlaceState.EXPIRED,
        PlaceState.CANCELLED,
    ),
    PlaceState.CONFIRMED: (PlaceState.CANCELLED,),
    PlaceState.DECLINED: (),
    PlaceState.EXPIRED: (),
    PlaceState.CANCELLED: (),
}


class CalendarChoice(StrEnum):
    DAY = "day"
    SESSION = "session"
