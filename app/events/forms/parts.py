"""Fields that several forms of events ask with."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired, Length, Optional

from app.kernel.fields import LineField


class Line(LineField):
    """One line of at most `longest` characters; needed when `missing`, a sentence, is given."""

    def __init__(self, label: Any, *, longest: int, missing: Any = None, **more: Any) -> None:
        first = DataRequired(missing) if missing else Optional()
        super().__init__(label, [first, at_most(longest)], **more)


def at_most(longest: int) -> Length:
    return Length(
        max=longest, message=_("Use at most %(longest)s characters here", longest=longest)
    )
