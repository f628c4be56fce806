"""Changes to places. Every one of them goes through the gate."""

from app.registration.actions.booking import (
    ask_for_place,
    cancel_registration,
    fill_slot,
    give_up,
    release_cancelled_slot,
)
from app.registration.actions.needs import note_reading
from app.registration.actions.registering import (
    Wish,
    confirm_address,
    register,
    send_link,
    send_links,
)

__all__ = [
    "Wish",
    "ask_for_place",
    "cancel_registration",
    "confirm_address",
    "fill_slot",
    "give_up",
    "note_reading",
    "register",
    "release_cancelled_slot",
    "send_link",
    "send_links",
]
