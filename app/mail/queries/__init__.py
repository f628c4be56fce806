"""Reading the outbox, the way to the server, and organisers' own words."""

from app.mail.queries.outbox import (
    Trouble,
    Wanted,
    about,
    counts_by_state,
    one_of,
    outbox_of,
    prepared,
    to_address,
    troubles,
)
from app.mail.queries.sending import IS_DUE, RouteState, due, oldest_due, own_mailbox, route
from app.mail.queries.wording import (
    A_TEST,
    digest_of,
    forget_own_words,
    newest_like,
    own_words,
    wording,
    wordings_of,
)

__all__ = [
    "A_TEST",
    "IS_DUE",
    "RouteState",
    "Trouble",
    "Wanted",
    "about",
    "counts_by_state",
    "digest_of",
    "due",
    "forget_own_words",
    "newest_like",
    "oldest_due",
    "one_of",
    "outbox_of",
    "own_mailbox",
    "own_words",
    "prepared",
    "route",
    "to_address",
    "troubles",
    "wording",
    "wordings_of",
]
