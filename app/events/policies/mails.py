"""How mails of an event go: when not, in which languages, and how long one can still stop them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from app.events.policies.checks import BadPolicy, names_of

HOUR_BEFORE = ("first", "each")


@dataclass(frozen=True, kw_only=True)
class MailsPolicy:
    """Hours are London's. `hour_before` is one of HOUR_BEFORE: the reminder an hour before comes before the
    first session of a person's day, or before each of them."""

    quiet_from_hour: int = 21  # from then on no reminder goes
    quiet_to_hour: int = 8  # until then
    hour_before: str = "first"
    dial_in: bool = False  # the reminder an hour before says the numbers to dial in
    welsh: bool = False  # people may choose to be written to in Welsh
    pause_minutes: int = 10  # before a mail to a group goes

    def __post_init__(self) -> None:
        if not (0 <= self.quiet_to_hour <= 23 and 0 <= self.quiet_from_hour <= 23):
            raise BadPolicy(_("An hour of the day is a number from 0 to 23."))
        if self.hour_before not in HOUR_BEFORE:
            raise BadPolicy(_("The last reminder comes before the first session or before each."))
        if not 0 <= self.pause_minutes <= 240:
            raise BadPolicy(_("Mails to a group can wait 0 to 240 minutes."))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> MailsPolicy:
        return cls(**{name: value for name, value in data.items() if name in names_of(cls)})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
