"""How reviewing goes in an event, and what is scored."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.kernel.fields import LineField, LondonField, TextField
from app.kernel.numbers import WholeNumberField
from app.proposals.enums import AssignBy
from app.proposals.rules import MOST_CATEGORIES, Scale

LONGEST_WORDS = 80  # of one value
_FROM_1_TO_20 = _("Enter a whole number from 1 to 20")


class ReviewingForm(FlaskForm):
    opens_at = LondonField(
        _("Reviewing opens"), [Optional()], description=_("Until then reviewers see no proposal")
    )
    closes_at = LondonField(
        _("Reviewing closes"),
        [Optional()],
        description=_("From then on reviewers can read, but not change anything"),
    )
    is_blind = BooleanField(
        _("Reviewers see no names and no library services"),
        description=_(
            "Files and addresses among the answers are not shown to them either. "
            "What people write in their own words stays as it is."
        ),
    )
    reviews_each = WholeNumberField(
        _("How many reviews each proposal should have"),
        [
            InputRequired(_FROM_1_TO_20),
            NumberRange(1, 20, message=_FROM_1_TO_20),
        ],
        wrong=_FROM_1_TO_20,
    )
    assign_by = RadioField(
        _("Who reviews what"),
        choices=[
            (AssignBy.NOBODY.value, _("Everybody reviews what they like")),
            (AssignBy.SPREAD.value, _("Proposals are given to reviewers evenly")),
            (
                AssignBy.TRACK.value,
                _("Proposals are given to the reviewers of their track, evenly"),
            ),
        ],
        validators=[InputRequired(_("Choose who reviews what"))],
    )


class _CategoriesForm(FlaskForm):
    """Names and words of up to three categories, made below. One without name and words is none."""

    def scales(self, *, kept: list[tuple[str, ...]] | None = None) -> list[Scale]:
        """As typed, in order. `kept`: the words stand already, names alone were asked for."""
        typed = [
            Scale(self[f"name_{number}"].data or "", _lines(self[f"words_{number}"]))
            for number in range(1, MOST_CATEGORIES + 1)
        ]
        if kept is not None:
            return [Scale(scale.name, words) for scale, words in zip(typed, kept, strict=False)]
        return [scale for scale in typed if scale.name or scale.words]

    def needs(self, names: int) -> None:
        """So many names are not said to be optional."""
        for number in range(1, names + 1):
            self[f"name_{number}"].flags.optional = False

    def is_complete(self, *, names: int) -> bool:
        """Whether all is there: `names` of them need a name, words need one anyway, and no line is too
        long. Says what is missing."""
        good = bool(self.validate())
        for number in range(1, MOST_CATEGORIES + 1):
            name, words = self[f"name_{number}"], self[f"words_{number}"]
            lines = _lines(words)
            if not name.data and (lines or number <= names):
                name.errors = [*name.errors, _("Enter a name for what is scored")]
                good = False
            if any(len(line) > LONGEST_WORDS for line in lines):
                sentence = _("Use at most %(longest)s characters a line", longest=LONGEST_WORDS)
                words.errors = [*words.errors, sentence]
                good = False
        return good


def _lines(field: Field) -> tuple[str, ...]:
    return tuple(line.strip() for line in (field.data or "").splitlines() if line.strip())


def _fields() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for number in range(1, MOST_CATEGORIES + 1):
        made[f"name_{number}"] = LineField(
            _("What is scored (%(number)s)", number=number),
            [Optional(), Length(max=80)],
            description=_("For example “Use to other services”"),
        )
        made[f"words_{number}"] = TextField(
            _("Words for each value (%(number)s)", number=number),
            [Optional(), Length(max=1000)],
            description=_("Two to five, one a line, the lowest first"),
        )
    return made


CategoriesForm: type[_CategoriesForm] = type("CategoriesForm", (_CategoriesForm,), _fields())
