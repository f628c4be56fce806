"""How mails of an event go: when not, which reminders, in which languages, and how long one can still stop
them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _

from app.events.enums import Reminder
from app.events.policies.checks import BadPolicy, names_of

HOUR_BEFORE = ("first", "each")
# Reminders that organisers may move: how many days before (or after) they go and at which hour, and within
# which days.
USUAL_TIMES: Mapping[Reminder, tuple[int, int]] = {
    Reminder.WEEK_BEFORE: (7, 10),
    Reminder.DAY_BEFORE: (1, 10),
    Reminder.WEEK_AFTER: (7, 10),
    Reminder.TECH_CHECK: (3, 10),
    Reminder.REVIEWS_LEFT: (3, 10),
}
DAYS: Mapping[Reminder, tuple[int, int]] = {
    Reminder.WEEK_BEFORE: (4, 28),
    Reminder.DAY_BEFORE: (1, 3),
    Reminder.WEEK_AFTER: (1, 28),
    Reminder.TECH_CHECK: (1, 21),
    Reminder.REVIEWS_LEFT: (1, 14),
}
HOURS = (7, 20)


@dataclass(frozen=True, kw_only=True)
class MovedReminder:
    """Another time than the usual one. `hour` is London's."""

    reminder: Reminder
    days: int
    hour: int

    def __post_init__(self) -> None:
        if self.reminder not in DAYS:
            raise BadPolicy(_("This reminder goes by the sessions, so it cannot be moved."))
        low, high = DAYS[self.reminder]
        if not low <= self.days <= high:
            raise BadPolicy(
                _("This reminder can go %(low)s to %(high)s days away.", low=low, high=high)
            )
        if not HOURS[0] <= self.hour <= HOURS[1]:
            raise BadPolicy(
                _("Reminders can go from %(low)s:00 to %(high)s:00.", low=HOURS[0], high=HOURS[1])
            )


@dataclass(frozen=True, kw_only=True)
class MailsPolicy:
    """Hours are London's; quiet hours that begin when they end are none. `hour_before` is one of
    HOUR_BEFORE: the reminder an hour before comes before the first session of a person's day, or before
    each of them. `off`: reminders that do not go (see `Policies.reminds`); `moved`: those that go at another
    time than the usual one."""

    quiet_from_hour: int = 21  # from then on no reminder goes
    quiet_to_hour: int = 8  # until then
    hour_before: str = "first"
    dial_in: bool = False  # the reminder an hour before says the numbers to dial in
    welsh: bool = False  # people may choose to be written to in Welsh
    pause_minutes: int = 10  # before a mail to a group goes
    off: tuple[Reminder, ...] = ()
    moved: tuple[MovedReminder, ...] = ()

    def __post_init__(self) -> None:
        if not (0 <= self.quiet_to_hour <= 23 and 0 <= self.quiet_from_hour <= 23):
            raise BadPolicy(_("An hour of the day is a number from 0 to 23."))
        if self.hour_before not in HOUR_BEFORE:
            raise BadPolicy(_("The last reminder comes before the first session or before each."))
        if not 1 <= self.pause_minutes <= 240:
            raise BadPolicy(_("Mails to a group can wait 1 to 240 minutes."))

    def time_of(self, reminder: Reminder) -> tuple[int, int]:
        """How many days away it goes and at which hour."""
        moved = {one.reminder: (one.days, one.hour) for one in self.moved}
        return moved.get(reminder, USUAL_TIMES[reminder])

    def with_time(self, reminder: Reminder, *, days: int, hour: int) -> MailsPolicy:
        others = tuple(one for one in self.moved if one.reminder != reminder)
        there = MovedReminder(reminder=reminder, days=days, hour=hour)
        is_usual = USUAL_TIMES[reminder] == (days, hour)
        return replace(self, moved=others if is_usual else (*others, there))

    def with_off(self, off: Iterable[Reminder]) -> MailsPolicy:
        return replace(self, off=tuple(sorted(set(off))))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> MailsPolicy:
        values = {name: value for name, value in data.items() if name in names_of(cls)}
        values["off"] = tuple(Reminder(one) for one in values.get("off", ()))
        values["moved"] = tuple(
            MovedReminder(**{**one, "reminder": Reminder(one["reminder"])})
            for one in values.get("moved", ())
        )
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
