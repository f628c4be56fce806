"""What an answer of a mail server means for the message, and for all the others.

Replies: RFC 5321, section 4.2; the finer codes such as 4.7.1: RFC 3463 and RFC 5248.
"""

from __future__ import annotations

import re

from app.kernel.plain_text import clean_line
from app.mail.enums import Failure, Stage

MOST_OF_AN_ANSWER = 400
GOING_AWAY = 421
# We are not let in, or not yet: no message of ours would be.
NOT_LET_IN = frozenset({432, 454, 530, 534, 535, 538})
NO_STORAGE = 452
TOO_LARGE = 552
_FINE = re.compile(r"\s*([245]\.[0-9]{1,3}\.[0-9]{1,3})\b")
_OF_THE_SYSTEM = frozenset({"4.3.1", "4.3.2"})  # it is full; it takes nothing at the moment
_ABOUT_SIZE = frozenset({"5.2.3", "5.3.4"})
_ADDRESS = re.compile(r"[^\s<>,;:()\[\]\"']+@[\w.\-]+")


def failure_of(stage: Stage, code: int, said: str = "") -> Failure:
    """Whose fault a no is: `code` and the words after it, said at this stage.

    What is said before any message, or about the sender, who is always the same, is said to all of them.
    421 to a recipient or to a message may mean the server or only this one (a relay hands on what the
    recipient's server said): it puts the message off, and several of them stop all (`says_no_to_all`).
    """
    fine = _fine_code(said)
    if stage is Stage.BEFORE or code in NOT_LET_IN:
        return Failure.SERVER
    if fine in _OF_THE_SYSTEM or (code == NO_STORAGE and fine.startswith("4.3.")):
        return Failure.SERVER
    if stage is Stage.SENDER:
        is_size = code == TOO_LARGE or fine in _ABOUT_SIZE
        return Failure.REFUSED if is_size else Failure.SERVER
    if 500 <= code < 600:
        return Failure.REFUSED
    if 400 <= code < 500:
        return Failure.DEFERRED
    return failure_without_answer(stage)  # something that is no SMTP


def may_be_this_one(stage: Stage, code: int) -> bool:
    """Whether the same might not be said to another message: it was said when this one's recipient or size
    was known."""
    return stage is not Stage.BEFORE and (stage is not Stage.SENDER or code == NO_STORAGE)


def failure_without_answer(stage: Stage) -> Failure:
    """The connection broke, or nothing came for too long."""
    if stage in (Stage.BEFORE, Stage.SENDER):
        return Failure.SERVER
    return Failure.UNSURE if stage is Stage.HANDED_OVER else Failure.DEFERRED


def ends_the_connection(code: int) -> bool:
    """Whether nothing more can be said on this connection: it goes away, or speaks something else."""
    return code == GOING_AWAY or not 200 <= code < 600


def shown_answer(said: str) -> str:
    """One line that can be stored and read."""
    return clean_line(said)[:MOST_OF_AN_ANSWER]


def without_addresses(said: str) -> str:
    """What may be read by those who may not know to whom it was said."""
    return _ADDRESS.sub("…", said)


def _fine_code(said: str) -> str:
    found = _FINE.match(said)
    return found[1] if found else ""
