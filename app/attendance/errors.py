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


class OfferFirst(Refusal):
    sentence = _("A place is held for you, and you do not have it until you take it.")


class OnlyAWish(Refusal):
    sentence = _(
        "This session is one of your wishes. You do not have a place in it, since you do not have one "
        "at the event yet."
    )


class StandByLater(Refusal):
    """`opens_at`: from when on one can stand by."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(
            _(
                "You can stand by from %(time)s (London time) on %(day)s.",
                time=shown.clock_time(opens_at),
                day=shown.day(opens_at),
            )
        )


class NotWaiting(Refusal):
    sentence = _("Only those on the waiting list can stand by.")


class ElsewhereNow(Refusal):
    """They joined, present or must be in `title` at the same time."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("You are in “%(title)s” at the same time, so you cannot stand by.", title=title)
        )


class PlaceWent(Refusal):
    """`at`: by when nobody had joined."""

    def __init__(self, at: datetime) -> None:
        super().__init__(
            _(
                "Your place went to somebody who stood by, since nobody had joined it by %(time)s, "
                "and the room is full now. We are sorry.",
                time=shown.clock_time(at),
            )
        )


class SessionOff(Refusal):
    sentence = _("This session has been cancelled.")


class NotBegun(Refusal):
    sentence = _("Attendance can be marked once the session has begun.")
