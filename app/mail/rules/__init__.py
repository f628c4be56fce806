"""When to try a message again, what may be seen of it, which of its words can be changed, what users' text
in it may be."""

from app.mail.rules.disarming import HAIR_SPACE, disarmed, disarmed_values, readable
from app.mail.rules.retrying import FIRST_WAIT, GIVE_UP_AFTER, LONGEST_WAIT, wait_before
from app.mail.rules.showing import masked
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
    "HAIR_SPACE",
    "LONGEST_OPENING",
    "LONGEST_SUBJECT",
    "LONGEST_WAIT",
    "Wordable",
    "Wordables",
    "check_words",
    "disarmed",
    "disarmed_values",
    "masked",
    "own_opening",
    "own_subject",
    "readable",
    "wait_before",
]
