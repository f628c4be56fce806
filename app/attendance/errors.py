"""Why somebody cannot join now."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from app.kernel import shown
from app.kernel.errors import Refusal


class TooEarly(Refusal):
    """`opens_at` is when the button appears."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(
            _(
                "You can join from %(time)s (London time) on %(day)s.",
                time=shown.clock_time(opens_at),
                day=shown.day(opens_at),
            )
        )
        self.opens_at = opens_at


class Over(Refusal):
    sentence = _("This session is over.")


class NoPlace(Refusal):
    sentence = _("You do not have a place in this session.")


class StillWaiting(Refusal):
    sentence = _("You are on the waiting list and do not have a place in this session yet.")


class SessionOff(Refusal):
    sentence = _("This session has been cancelled.")


class NotBegun(Refusal):
    sentence = _("Attendance can be marked once the session has begun.")
