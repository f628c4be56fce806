"""Reading places."""

from app.registration.queries.counts import (
    HasPlaces,
    Hold,
    counts_of,
    event_count,
    held_by_groups,
    holds_of,
)
from app.registration.queries.places import (
    Place,
    booking_by_public_id,
    bookings_in,
    bookings_of,
    by_form_token,
    by_public_id,
    for_event,
    live_at,
    live_of,
    places_of,
    totals,
)
from app.registration.queries.waiting import (
    holding,
    holdings_of,
    slots_waited_for,
    turn_of,
    waiting_for,
    waiting_for_event,
)

__all__ = [
    "HasPlaces",
    "Hold",
    "Place",
    "booking_by_public_id",
    "bookings_in",
    "bookings_of",
    "by_form_token",
    "by_public_id",
    "counts_of",
    "event_count",
    "for_event",
    "held_by_groups",
    "holding",
    "holdings_of",
    "holds_of",
    "live_at",
    "live_of",
    "places_of",
    "slots_waited_for",
    "totals",
    "turn_of",
    "waiting_for",
    "waiting_for_event",
]
