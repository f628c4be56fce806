"""When to try a message again, what may be seen of it, which of its words can be changed."""

from app.mail.rules.retrying import FIRST_WAIT, GIVE_UP_AFTER, LONGEST_WAIT, wait_before
from app.mail.rules.showing import masked
from app.mail.rules.wording import Wordable

__all__ = ["FIRST_WAIT", "GIVE_UP_AFTER", "LONGEST_WAIT", "Wordable", "masked", "wait_before"]
