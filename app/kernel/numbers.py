"""A form field for whole numbers, with the sentence of its own when it is none."""

from __future__ import annotations

from typing import Any

from flask_babel.speaklater import LazyString
from wtforms import StringField

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
