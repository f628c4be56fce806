"""Changes to places. Every one of them goes through the gate."""

from app.registration.actions.booking import ask_for_place, cancel_registration, give_up
from app.registration.actions.codes import CodeDraft, add_code, end_code
from app.registration.actions.grouping import (
    FirstChoice,
    GroupWish,
    book_group,
    choose_sessions,
    give_up_unnamed,
    name_place,
)
from app.registration.actions.linking import confirm_address, send_link, send_links
from app.registration.actions.needs import note_reading, say_needs
from app.registration.actions.offers import accept_event, accept_place
from app.registration.actions.opening import open_gate
from app.registration.actions.picking import ask_for_priority, close_list, pick
from app.registration.actions.plenaries import seat_everybody
from app.registration.actions.preferring import choose_calendar, choose_language, new_feed
from app.registration.actions.presenting import keep_presenters
from app.registration.actions.reconfirming import (
    begin_campaign,
    release_unanswered,
    say_coming,
    stop_campaign,
    undo_release,
)
from app.registration.actions.registering import Wish, register
from app.registration.actions.slots import (
    fill_slot,
    release_cancelled_slot,
    rules_changed,
    tell_reopened_slot,
)
from app.registration.actions.standing_by import admit
from app.registration.actions.substituting import substitute

__all__ = [
    "CodeDraft",
    "FirstChoice",
    "GroupWish",
    "Wish",
    "accept_event",
    "accept_place",
    "add_code",
    "admit",
    "ask_for_place",
    "ask_for_priority",
    "begin_campaign",
    "book_group",
    "cancel_registration",
    "choose_calendar",
    "choose_language",
    "choose_sessions",
    "close_list",
    "confirm_address",
    "end_code",
    "fill_slot",
    "give_up",
    "give_up_unnamed",
    "keep_presenters",
    "name_place",
    "new_feed",
    "note_reading",
    "open_gate",
    "pick",
    "register",
    "release_cancelled_slot",
    "release_unanswered",
    "rules_changed",
    "say_coming",
    "say_needs",
    "seat_everybody",
    "send_link",
    "send_links",
    "stop_campaign",
    "substitute",
    "tell_reopened_slot",
    "undo_release",
]
