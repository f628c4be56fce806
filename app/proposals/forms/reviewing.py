"""What a reviewer says about a proposal."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.kernel.fields import TextField
from app.proposals.models import ScoreCategory

LONGEST = 4000


def _at_most() -> Length:
    return Length(
        max=LONGEST, message=_("Use at most %(longest)s characters here", longest=LONGEST)
    )


class ReviewForm(FlaskForm):
    """Made by `review_form`, with one field for each category."""

    def scores(self) -> dict[str, int]:
        """Of each category (its public id) the value chosen."""
        return {ref: int(self[name].data) for ref, name in self._names.items()}

    @classmethod
    def name_of(cls, ref: str) -> str:
        return cls._names[ref]

    _names: dict[str, str] = {}


def review_form(categories: Sequence[ScoreCategory]) -> type[ReviewForm]:
    """The form for what this event scores."""
    names = {one.public_id: f"score_{number}" for number, one in enumerate(categories, 1)}
    fields: dict[str, object] = {
        names[one.public_id]: RadioField(
            one.name,
            choices=[(str(value), f"{value}: {words}") for value, words in one.words],
            validators=[InputRequired(_("Choose a value for “%(name)s”", name=one.name))],
        )
        for one in categories
    }
    fields["text"] = TextField(
        _("What you want to say about it"),
        [Optional(), _at_most()],
        description=_("Organisers read it, and reviewers who have scored it too"),
    )
    return type("ReviewForm", (ReviewForm,), {**fields, "_names": names})


class CommentForm(FlaskForm):
    comment = TextField(
        _("Your words to the other reviewers"),
        [DataRequired(_("Write something first")), _at_most()],
        description=_("Reviewers who have scored it read this, and organisers"),
    )
