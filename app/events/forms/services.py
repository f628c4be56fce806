"""The shape of input for the group that a library service counts as."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from app.events.forms.parts import Line


class GroupForm(FlaskForm):
    counts_as = Line(
        _("Counts as"),
        longest=60,
        description=_(
            "A name for the group, the same for each service in it, such as greater-manchester. "
            "Leave it empty if the service counts on its own"
        ),
    )
