"""When to try a message again, what may be seen of it, which of its words can be changed, what users' text
in it may be."""

from app.mail.rules.answering import (
    GOING_AWAY,
    ends_the_connection,
    failure_of,
    failure_without_answer,
    may_be_this_one,
    shown_answer,
    without_addresses,
)
from app.mail.rules.disarming import (
    HAIR_SPACE,
    disarmed,
    disarmed_values,
    readable,
)
from app.mail.rules.retrying import (
    FIRST_WAIT,
    GIVE_UP_AFTER,
    LONGEST_PAUSE,
    LONGEST_WAIT,
    OTHERS_FIRST,
    next_try,
    pause_before,
    says_no_to_all,
    wait_before,
)
from app.mail.rules.showing import (
    masked,
)
from app.mail.rules.wording import (
    LONGEST_OPENING,
    LONGEST_SUBJECT,
    Wordable,
    Wordables,
    check_words,
    own_opening,
    own_subject,
)

__all__ = [
    "FIRST_WAIT",
    "GIVE_UP_AFTER",
    "GOING_AWAY",
    "HAIR_SPACE",
    "LONGEST_OPENING",
    "LONGEST_PAUSE",
    "LONGEST_SUBJECT",
    "LONGEST_WAIT",
    "OTHERS_FIRST",
    "Wordable",
    "Wordables",
    "check_words",
    "disarmed",
    "disarmed_values",
    "ends_the_connection",
    "failure_of",
    "failure_without_answer",
    "masked",
    "may_be_this_one",
    "next_try",
    "own_opening",
    "own_subject",
    "pause_before",
    "readable",
    "says_no_to_all",
    "shown_answer",
    "wait_before",
    "without_addresses",
]
