"""Why there is no certificate, or why one cannot be changed."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as _n

from app.kernel import shown
from app.kernel.errors import Refusal


class DayNotOver(Refusal):
    """`over_at` is when the last session ends; None when the event has no session."""

    def __init__(self, over_at: datetime | None) -> None:
        super().__init__(
            _(
                "Certificates can be had once the last session has ended: on %(day)s from %(time)s.",
                day=shown.day(over_at),
                time=shown.clock_time(over_at),
            )
            if over_at
            else _("This event has no session yet.")
        )
        self.over_at = over_at


class TooFewSessions(Refusal):
    """Fewer sessions attended than the event's rule asks for."""

    def __init__(self, *, attended: int, minimum: int) -> None:
        known = (
            _n(
                "We know of %(num)s session you attended.",
                "We know of %(num)s sessions you attended.",
                attended,
            )
            if attended
            else _("We know of no session you attended.")
        )
        needed = _n(
            "A certificate needs %(num)s session.",
            "A certificate needs %(num)s sessions.",
            minimum,
        )
        super().__init__(_("%(known)s %(needed)s", known=known, needed=needed))


class Revoked(Refusal):
    sentence = _(
        "The organisers revoked your certificate. Only they can issue another one: please write to them."
    )


class NotValidAnyMore(Refusal):
    sentence = _("This certificate has been replaced or revoked already.")


class SameName(Refusal):
    sentence = _("The certificate shows this name already.")
