"""The shape of input for how places are given: the simple case first, the rest for who needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, RadioField
from wtforms.validators import InputRequired, Optional

from app.events.enums import Fairness
from app.events.policies import LIMITS, PlacesPolicy, ShareStep
from app.kernel.fields import LondonField
from app.kernel.numbers import WholeBetween, WholeNumberField

STEPS = 3
MINUTES, WORKING_DAY = "minutes", "working_day"
_BOUNDS = {name: (low, high) for name, low, high, _sentence in LIMITS}
# What has a default that most events keep.
MORE = (
    "offer_days",
    "offer_hours",
    "offer_from_hour",
    "offer_to_hour",
    "stand_by_minutes",
    "substitution_hours",
    "names_hours",
    "reconfirm_days",
    "reconfirm_again_days",
    "release_days",
    "undo_hours",
)


class StepFields(NamedTuple):
    until: LondonField
    per_event: WholeNumberField
    per_slot: WholeNumberField


def _number(name: str, label: Any, hint: Any = "") -> WholeBetween:
    least, most = _BOUNDS[name]
    return WholeBetween(label, least=least, most=most, description=hint)


def _places(label: Any) -> WholeNumberField:
    return WholeNumberField(label, [Optional()], wrong=_("Enter a whole number, like 4"))


class FairnessForm(FlaskForm):
    """Empty numbers are no limit. Made from a policy by `of`."""

    fairness = RadioField(
        _("When there are more people than places"),
        choices=[
            (Fairness.SIMPLE.value, _("First come, first served")),
            (Fairness.SHARES.value, _("First come, with a share for each library service")),
            (Fairness.DRAW.value, _("A draw among all who ask at the start")),
        ],
        validators=[InputRequired(_("Choose how places are given"))],
    )
    capacity = WholeNumberField(
        _("Places in the event"),
        [Optional()],
        wrong=_("Enter a whole number, like 200"),
        description=_("Leave it empty for as many as the sessions hold"),
    )
    draw_how = RadioField(
        _("How long all who ask count as equal"),
        choices=[
            (MINUTES, _("For some minutes after booking opens")),
            (WORKING_DAY, _("For one whole working day")),
        ],
        validators=[InputRequired(_("Choose how long all count as equal"))],
    )
    draw_minutes = _number("draw_minutes", _("How many minutes"))
    offer_days = _number(
        "offer_days",
        _("Offers: until how many days before the day"),
        _("Until then a freed place is offered to the next person. Later they get it at once"),
    )
    offer_hours = _number(
        "offer_hours",
        _("Offers: how many hours to answer"),
        _("Weekends and bank holidays do not count"),
    )
    offer_from_hour = _number("offer_from_hour", _("Offers end no earlier in a day than this hour"))
    offer_to_hour = _number("offer_to_hour", _("Offers end no later in a day than this hour"))
    stand_by_minutes = _number(
        "stand_by_minutes",
        _("Stand-by: how many minutes after the start"),
        _("Places that nobody has joined then go to people who wait at the join page"),
    )
    substitution_hours = _number(
        "substitution_hours",
        _("Handing on: until how many hours before the day"),
        _("Until then a person can hand their place to a colleague of the same library service"),
    )
    names_hours = _number(
        "names_hours",
        _("Groups: until how many hours before the day"),
        _("By then each place of a group needs a name"),
    )
    reconfirm_days = _number(
        "reconfirm_days", _("“Still coming?”: how many days before the day people are asked")
    )
    reconfirm_again_days = _number(
        "reconfirm_again_days", _("“Still coming?”: how many days before they are asked again")
    )
    release_days = _number(
        "release_days",
        _("“Still coming?”: from how many days before"),
        _("From then on you may release the places of people who have not answered"),
    )
    undo_hours = _number("undo_hours", _("“Still coming?”: how many hours a release can be undone"))
    share_1_until = LondonField(_("First share: until"), [Optional()])
    share_1_event = _places(_("First share: places in the event"))
    share_1_slot = _places(_("First share: places in each session"))
    share_2_until = LondonField(_("Second share: until"), [Optional()])
    share_2_event = _places(_("Second share: places in the event"))
    share_2_slot = _places(_("Second share: places in each session"))
    share_3_until = LondonField(_("Third share: until"), [Optional()])
    share_3_event = _places(_("Third share: places in the event"))
    share_3_slot = _places(_("Third share: places in each session"))

    @classmethod
    def of(cls, policy: PlacesPolicy) -> FairnessForm:
        data: dict[str, Any] = {name: getattr(policy, name) for name in MORE}
        data |= {"fairness": policy.fairness.value, "capacity": policy.capacity}
        data |= {"draw_minutes": policy.draw_minutes}
        data["draw_how"] = WORKING_DAY if policy.draw_working_day else MINUTES
        for number, step in enumerate(policy.shares[:STEPS], 1):
            names = ("until", "event", "slot")
            values = (step.until, step.per_event, step.per_slot)
            data |= {f"share_{number}_{n}": v for n, v in zip(names, values, strict=True)}
        return cls(data=data)

    def steps(self) -> list[StepFields]:
        return [
            StepFields(*(self[f"share_{number}_{name}"] for name in ("until", "event", "slot")))
            for number in range(1, STEPS + 1)
        ]

    def more(self) -> list[Field]:
        return [self[name] for name in MORE]

    def policy(self) -> PlacesPolicy:
        """What was chosen; `BadPolicy` with a sentence when it cannot be."""
        assert self.draw_minutes.data is not None, "the form needs it"
        return PlacesPolicy(
            capacity=self.capacity.data,
            fairness=Fairness(self.fairness.data),
            shares=tuple(
                ShareStep(
                    until=step.until.data,
                    per_event=step.per_event.data,
                    per_slot=step.per_slot.data,
                )
                for step in self.steps()
                if step.until.data is not None
            ),
            draw_minutes=self.draw_minutes.data,
            draw_working_day=self.draw_how.data == WORKING_DAY,
            **{name: self[name].data for name in MORE},
        )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        whole = [_is_whole(step) for step in self.steps()]  # each says its own sentence
        good = good and all(whole)
        wants_shares = self.fairness.data == Fairness.SHARES.value
        if wants_shares and good and not any(step.until.data for step in self.steps()):
            self.share_1_until.errors = [_("Enter until when the first share holds")]
            return False
        return good


def _is_whole(step: StepFields) -> bool:
    """A step has a time and at least one number, or nothing."""
    until, *numbers = step
    if any(field.errors for field in step):
        return False
    has_number = any(field.data is not None for field in numbers)
    if has_number and until.data is None:
        until.errors = [_("Enter until when this share holds")]
    elif until.data is not None and not has_number:
        numbers[0].errors = [_("Enter how many places a library service may hold until then")]
    return not any(field.errors for field in step)
