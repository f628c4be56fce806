"""Reading places."""

from app.registration.queries.counts import (
    HasPlaces,
    Hold,
    counts_of,
    event_count,
    held_by_groups,
    holds_of,
)
from app.registration.queries.groups import (
    group_by_public_id,
    places_of_group,
    turns_in_event,
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
from app.registration.queries.shares import ShareStanding, event_share, slot_shares
from app.registration.queries.situation import (
    Situation,
    draw_of,
    draw_to_come,
    left_of,
    living_code,
    situation_of,
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
    "ShareStanding",
    "Situation",
    "booking_by_public_id",
    "bookings_in",
    "bookings_of",
    "by_form_token",
    "by_public_id",
    "counts_of",
    "draw_of",
    "draw_to_come",
    "event_count",
    "event_share",
    "for_event",
    "group_by_public_id",
    "held_by_groups",
    "holding",
    "holdings_of",
    "holds_of",
    "left_of",
    "live_at",
    "live_of",
    "living_code",
    "places_of",
    "places_of_group",
    "situation_of",
    "slot_shares",
    "slots_waited_for",
    "totals",
    "turn_of",
    "turns_in_event",
    "waiting_for",
    "waiting_for_event",
]
