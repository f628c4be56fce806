"""Reading places."""

from app.registration.queries.codes import CodeUse, codes_of
from app.registration.queries.counts import (
    HasPlaces,
    Hold,
    counts_of,
    event_count,
    held_by_groups,
    holds_of,
)
from app.registration.queries.drawing import applied, draw_of
from app.registration.queries.groups import Group, groups_of, unnamed_places
from app.registration.queries.lists import (
    EventList,
    SlotList,
    closed_lists,
    event_list,
    on_list,
    slot_lists,
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
from app.registration.queries.reconfirming import (
    Answers,
    Preview,
    answers,
    preview,
    reconfirmation_of,
    unanswered,
)
from app.registration.queries.simulation import TryList, lists_to_try
from app.registration.queries.turned_away import ServiceWithout, Without, by_service, without_place
from app.registration.queries.waiting import (
    holding,
    holdings_of,
    slots_waited_for,
    waiting_for,
    waiting_for_event,
)

__all__ = [
    "Answers",
    "CodeUse",
    "EventList",
    "Group",
    "HasPlaces",
    "Hold",
    "Place",
    "Preview",
    "ServiceWithout",
    "SlotList",
    "TryList",
    "Without",
    "answers",
    "applied",
    "booking_by_public_id",
    "bookings_in",
    "bookings_of",
    "by_form_token",
    "by_public_id",
    "by_service",
    "closed_lists",
    "codes_of",
    "counts_of",
    "draw_of",
    "event_count",
    "event_list",
    "for_event",
    "groups_of",
    "held_by_groups",
    "holding",
    "holdings_of",
    "holds_of",
    "lists_to_try",
    "live_at",
    "live_of",
    "on_list",
    "places_of",
    "preview",
    "reconfirmation_of",
    "slot_lists",
    "slots_waited_for",
    "totals",
    "unanswered",
    "unnamed_places",
    "waiting_for",
    "waiting_for_event",
    "without_place",
]
