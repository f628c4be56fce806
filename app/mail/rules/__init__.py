"""What an answer means, when to try again, what may be seen of a message, which words can be changed."""

from app.mail.rules.answering import (
    GOING_AWAY,
    ends_the_connection,
    failure_of,
    failure_without_answer,
    shown_answer,
    without_addresses,
)
from app.mail.rules.retrying import (
    FIRST_WAIT,
    GIVE_UP_AFTER,
    LONGEST_PAUSE,
    LONGEST_WAIT,
    next_try,
    pause_before,
    says_no_to_all,
    wait_before,
)
from app.mail.rules.showing import masked
from app.mail.rules.wording import Wordable

__all__ = [
    "FIRST_WAIT",
    "GIVE_UP_AFTER",
    "GOING_AWAY",
    "LONGEST_PAUSE",
    "LONGEST_WAIT",
    "Wordable",
    "ends_the_connection",
    "failure_of",
    "failure_without_answer",
    "masked",
    "next_try",
    "pause_before",
    "says_no_to_all",
    "shown_answer",
    "wait_before",
    "without_addresses",
]
