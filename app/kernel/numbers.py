"""Form fields for whole numbers, with a sentence of their own when it is none."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from wtforms import StringField
from wtforms.validators import InputRequired, NumberRange

LONGEST = 12  # digits; more is no number that anybody means


class WholeNumberField(StringField):
    """`data` is an int, or None when nothing was typed; `wrong` is said of anything else."""

    def __init__(self, label: Any, validators: Any = (), *, wrong: LazyString, **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.wrong = wrong

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST):
            raise ValueError(self.wrong)
        self.data = int(typed)


class WholeBetween(WholeNumberField):
    """A whole number from `least` to `most`, which must be given."""

    def __init__(self, label: Any, *, least: int, most: int, **more: Any) -> None:
        wrong = _("Enter a whole number from %(least)s to %(most)s", least=least, most=most)
        checks = [InputRequired(wrong), NumberRange(least, most, message=wrong)]
        super().__init__(label, checks, wrong=wrong, **more)
