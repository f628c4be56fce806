"""Shapes of input on the day."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.kernel.fields import EmailField, LineField
from app.programme.actions import SpeakerDraft


class PresenterForm(FlaskForm):
    """Who presents instead of whom."""

    leaving = RadioField(
        _("Who cannot present?"), validators=[InputRequired(_("Choose who cannot present"))]
    )
    name = LineField(
        _("Name of who presents instead"),
        [DataRequired(_("Enter the name of who presents instead")), Length(max=200)],
    )
    role = LineField(
        _("Role"),
        [Optional(), Length(max=120)],
        description=_("Leave it empty if it is the same"),
    )
    email = EmailField(
        _("Email address"),
        missing=_("Enter the email address of who presents instead"),
        description=_("Shown nowhere. They get a place and the links by mail"),
    )

    def offer(self, speakers: Sequence[SpeakerDraft]) -> None:
        """Each choice says whom it means: a number would mean somebody else after a change."""
        self._speakers = {_key(one): one for one in speakers}
        self.leaving.choices = [
            (key, ", ".join(part for part in (one.name, one.role) if part))
            for key, one in self._speakers.items()
        ]

    def who_leaves(self) -> SpeakerDraft:
        return self._speakers[self.leaving.data]


class NoticeForm(FlaskForm):
    text = LineField(
        _("What should everybody know now?"),
        [DataRequired(_("Enter what everybody should know")), Length(max=300)],
        description=_(
            "Stands at the top of everybody’s day, join and session pages within seconds"
        ),
    )


def _key(speaker: SpeakerDraft) -> str:
    said = (speaker.name, speaker.role, speaker.service_slug, speaker.person_id)
    return sha256(repr(said).encode()).hexdigest()[:16]
