"""The shape of input for importing and copying a programme."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

PARTS = (
    ("rooms", _("Rooms, without their meetings")),
    ("tracks", _("Tracks and tags")),
    ("sessions", _("Sessions, without times and without presenters")),
    ("call", _("Types of sessions and questions of the call for proposals")),
)


class ImportForm(FlaskForm):
    """A file to look at; or, once it was looked at, what stood in it."""

    file = FileField(
        _("The workbook"), description=_("An Excel workbook (.xlsx) of up to 5 MB and 1,000 rows")
    )
    carried = HiddenField()
    seen = HiddenField()


class CloneForm(FlaskForm):
    source = SelectField(
        _("Copy from"), choices=[], validators=[InputRequired(_("Choose an event"))]
    )
    parts = SelectMultipleField(
        _("What is copied?"),
        choices=list(PARTS),
        validators=[InputRequired(_("Choose at least one thing to copy"))],
        default=[value for value, _label in PARTS],
    )
    seen = HiddenField()
