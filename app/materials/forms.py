"""Shapes of what people type about materials. The files themselves are received apart (`uploads`)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.events.policies import AUDIENCES
from app.kernel.fields import LineField, LondonField
from app.kernel.numbers import WholeNumberField
from app.materials.enums import MaterialKind

DAYS_WRONG = _("Enter a whole number from 0 to 60")
AUDIENCE_WORDS = {
    "attendees": _("People with a place in the session"),
    "everyone": _("Everyone, on the public page of the session"),
}


class NewVersionForm(FlaskForm):
    """Not checked here: what is wrong with a file is said by who receives it."""

    file = FileField(
        _("Choose the new file"),
        description=_(
            "PDF, PowerPoint (.pptx), OpenDocument (.odp), or a picture (PNG, JPEG, WebP). At most 100 MB"
        ),
    )


class NewFileForm(FlaskForm):
    kind = RadioField(
        _("What is it?"),
        choices=[
            (MaterialKind.SLIDES.value, _("Slides")),
            (MaterialKind.HANDOUT.value, _("A handout")),
        ],
        validators=[InputRequired(_("Choose whether these are slides or a handout"))],
    )
    file = FileField(
        _("Choose the file"),
        description=_(
            "PDF, PowerPoint (.pptx), OpenDocument (.odp), or a picture (PNG, JPEG, WebP). At most 100 MB"
        ),
    )
    title = LineField(
        _("What is it called?"),
        validators=[Optional(), Length(max=200)],
        description=_("Readers see this. Left empty, it is the name of the file"),
    )


class LinkForm(FlaskForm):
    url = LineField(
        _("Address"),
        validators=[DataRequired(_("Enter a whole address that begins with https://"))],
        description=_("Begins with https://. Check that others can open it without signing in"),
    )
    title = LineField(
        _("What is it called?"),
        validators=[Optional(), Length(max=200)],
        description=_("Readers see this instead of the address"),
    )


class ReleaseForm(FlaskForm):
    """Of one material; "" is what the event's rules say."""

    audience = RadioField(
        _("Who gets it?"),
        choices=[("", _("As the rules of the event say")), *AUDIENCE_WORDS.items()],
        default="",
    )
    release_at = LondonField(
        _("From when on?"),
        validators=[Optional()],
        description=_("London time. Left empty, it is as the rules of the event say"),
    )


class RulesForm(FlaskForm):
    """Fields named as the policy's are."""

    slides_days = WholeNumberField(
        _("Slides are due this many days before the day"),
        validators=[InputRequired(DAYS_WRONG), NumberRange(0, 60, DAYS_WRONG)],
        wrong=DAYS_WRONG,
    )
    chase = BooleanField(
        _("Remind who presents and has no slides yet"),
        description=_("A week before they are due, the day before, and the day after"),
    )
    audience = RadioField(
        _("Who gets slides and handouts?"),
        choices=[(name, AUDIENCE_WORDS[name]) for name in AUDIENCES],
        validators=[InputRequired(_("Choose who gets them"))],
    )
    release = LondonField(
        _("From when on?"),
        validators=[Optional()],
        description=_("London time. Left empty: when the last time of a session has ended"),
    )
