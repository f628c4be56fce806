"""Which mail about places says what to whom."""

from app.registration.messages.frame import Draft
from app.registration.messages.handing_on import (
    group_made,
    group_named,
    handed_on,
    presenter_freed,
    presenter_placed,
    release_told,
    release_undone,
    released,
    sessions_chosen,
    still_coming,
    taken_over,
)
from app.registration.messages.registering import (
    given_up,
    links_again,
    place_added,
    registered,
    registration_cancelled,
    session_cancelled,
    session_reopened,
)
from app.registration.messages.waiting import (
    accepted,
    admitted,
    event_accepted,
    list_closed,
    moved_up,
    not_drawn,
    offer_ran_out,
    offered,
    passed_over,
)
from app.registration.messages.wordable import WORDABLE

__all__ = [
    "WORDABLE",
    "Draft",
    "accepted",
    "admitted",
    "event_accepted",
    "given_up",
    "group_made",
    "group_named",
    "handed_on",
    "links_again",
    "list_closed",
    "moved_up",
    "not_drawn",
    "offer_ran_out",
    "offered",
    "passed_over",
    "place_added",
    "presenter_freed",
    "presenter_placed",
    "registered",
    "registration_cancelled",
    "release_told",
    "release_undone",
    "released",
    "session_cancelled",
    "session_reopened",
    "sessions_chosen",
    "still_coming",
    "taken_over",
]
