"""How places are given when there are fewer than people."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask_babel import lazy_gettext as _

from app.events.enums import Fairness
from app.events.policies.checks import BadPolicy, names_of

MOST_PLACES = 100_000


@dataclass(frozen=True, kw_only=True)
class ShareStep:
    """Until this instant a library service holds at most so many places: of the event, of each
    session. None: no limit there."""

    until: datetime
    per_event: int | None = None
    per_slot: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlacesPolicy:
    """How places are given when there are fewer than people. Hours are elapsed hours, but those of
    an offer count on working days alone; clock hours are London's."""

    capacity: int | None = None  # of the whole event; None: as many as its sessions hold
    fairness: Fairness = Fairness.SIMPLE
    shares: tuple[ShareStep, ...] = ()  # by time; after the last there is no limit
    draw_minutes: int = 30  # after the opening, all who ask count as equal
    draw_working_day: bool = False  # one whole working day instead
    offer_days: int = 7  # earlier than so many days before, a freed place is an offer
    offer_hours: int = 48  # to accept it
    offer_from_hour: int = 8  # an offer never ends before this hour
    offer_to_hour: int = 20  # nor after this one
    stand_by_minutes: int = 5  # after the start, places nobody has joined go to who stands by
    substitution_hours: int = 48  # before the day, until then a place can go to a colleague
    names_hours: int = 48  # before the day, until then a group's places want names
    reconfirm_days: int = 8  # before the day: "still coming?"
    reconfirm_again_days: int = 5
    release_days: int = 4
    undo_hours: int = 24  # before a release takes effect

    def __post_init__(self) -> None:
        for name, low, high, sentence in LIMITS:
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise BadPolicy(sentence)
        if not self.offer_from_hour < self.offer_to_hour:
            raise BadPolicy(_("Offers must be able to end between two different hours of a day."))
        if not self.reconfirm_days > self.reconfirm_again_days > self.release_days:
            raise BadPolicy(
                _("First ask who is coming, then ask again, then release: later each time.")
            )
        times = [step.until for step in self.shares]
        if times != sorted(set(times)):
            raise BadPolicy(_("The steps of the shares must follow each other in time."))
        for step in self.shares:
            if any(n is not None and n < 1 for n in (step.per_event, step.per_slot)):
                raise BadPolicy(_("A share is at least one place."))
        for earlier, later in pairwise(self.shares):
            if _is_tighter(later, earlier):
                raise BadPolicy(_("A later share cannot be smaller than the one before it."))

    def share_at(self, now: datetime) -> ShareStep | None:
        """The step in force, None when there is no limit (any more)."""
        if self.fairness == Fairness.SIMPLE:
            return None
        return next((step for step in self.shares if now < step.until), None)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PlacesPolicy:
        values = {name: value for name, value in data.items() if name in names_of(cls)}
        steps = [
            ShareStep(**{**step, "until": datetime.fromisoformat(step["until"])})
            for step in values.pop("shares", ())
        ]
        fairness = Fairness(values.pop("fairness", Fairness.SIMPLE))
        return cls(**values, shares=tuple(steps), fairness=fairness)

    def to_json(self) -> dict[str, Any]:
        steps = [{**asdict(step), "until": step.until.isoformat()} for step in self.shares]
        return {**asdict(self), "shares": steps, "fairness": self.fairness.value}


def _is_tighter(step: ShareStep, than: ShareStep) -> bool:
    """No number is no limit."""
    pairs = ((step.per_event, than.per_event), (step.per_slot, than.per_slot))
    return any(new is not None and (old is None or new < old) for new, old in pairs)


# Name, lowest and highest value, and what to say otherwise.
LIMITS = (
    ("capacity", 0, MOST_PLACES, _("The event can have up to 100,000 places.")),
    ("draw_minutes", 1, 1440, _("The time in which all count as equal is 1 to 1,440 minutes.")),
    ("offer_days", 1, 60, _("Offers can begin 1 to 60 days before.")),
    ("offer_hours", 1, 240, _("An offer stands for 1 to 240 hours.")),
    ("offer_from_hour", 0, 23, _("An hour of the day is a number from 0 to 23.")),
    ("offer_to_hour", 1, 23, _("An hour of the day is a number from 1 to 23.")),
    ("stand_by_minutes", 0, 60, _("Stand-by can begin 0 to 60 minutes after the start.")),
    (
        "substitution_hours",
        0,
        336,
        _("Places can be handed on until 0 to 336 hours before the day."),
    ),
    ("names_hours", 0, 336, _("Names of a group can follow until 0 to 336 hours before the day.")),
    ("reconfirm_days", 3, 60, _("People can be asked whether they come 3 to 60 days before.")),
    ("reconfirm_again_days", 2, 59, _("People can be asked again 2 to 59 days before.")),
    ("release_days", 1, 58, _("Places can be released 1 to 58 days before.")),
    ("undo_hours", 1, 72, _("A release can be undone for 1 to 72 hours.")),
)
