"""Fields that several forms of events ask with."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.kernel.fields import LineField


class Line(LineField):
    """One line of at most `longest` characters; needed when `missing`, a sentence, is given."""

    def __init__(self, label: Any, *, longest: int, missing: Any = None, **more: Any) -> None:
        first = DataRequired(missing) if missing else Optional()
        super().__init__(label, [first, at_most(longest)], **more)


class Whole(IntegerField):
    """A whole number from `least` to `most`."""

    def __init__(self, label: Any, *, least: int, most: int, **more: Any) -> None:
        sentence = _("Enter a whole number from %(least)s to %(most)s", least=least, most=most)
        self.sentence = sentence
        between = NumberRange(least, most, message=sentence)
        super().__init__(label, [InputRequired(sentence), between], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.sentence) from error


def at_most(longest: int) -> Length:
    return Length(
        max=longest, message=_("Use at most %(longest)s characters here", longest=longest)
    )
