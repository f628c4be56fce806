"""Shapes of input to write a proposal, a page for each part.

A form is filled from what stands (`of`) and gives what was typed (`part`), both as `queries.part_of`
says. Refused is only what cannot be stored: a draft may be as empty as its author likes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.fields import LineField, NameField, TextField
from app.programme.models import Tag, Track
from app.proposals.enums import Level, RecordingWish
from app.proposals.forms.services import (
    check_service,
    organisation_field,
    organisation_of,
    service_field,
    service_id_of,
    slug_of,
)
from app.proposals.models import CallType
from app.proposals.queries import Part

LONGEST_TEXT = 10_000
LONGEST_NEEDS = 2000
OR_NOTHING = Optional(strip_whitespace=False)  # else a made-up choice of spaces would pass
LANGUAGES = (("en", _("English")), ("cy", _("Welsh")), ("cy,en", _("Both Welsh and English")))
LEVELS = {
    Level.ANYONE: _("Anyone"),
    Level.BEGINNERS: _("Beginners"),
    Level.SOME: _("People with some experience"),
    Level.EXPERIENCED: _("Experienced people"),
}
RECORDING = {
    RecordingWish.YES: _("Yes"),
    RecordingWish.NO: _("No"),
    RecordingWish.ASK: _("We would like to talk about it first"),
}


@dataclass(frozen=True)
class Offered:
    """What can be chosen from. `types` hold the chosen one too, if it has ended."""

    types: Sequence[CallType]
    tracks: Sequence[Track]
    tags: Sequence[Tag]


def typed(as_stored: bool) -> dict[str, Any]:
    """For a form's beginning: what was sent counts, unless it shall show what stands."""
    return {"formdata": None} if as_stored else {}


def _text(label: Any, hint: Any = "", *, longest: int = LONGEST_TEXT) -> TextField:
    return TextField(label, [Optional(), Length(max=longest)], description=hint)


class SessionForm(FlaskForm):
    title = LineField(_("Title"), [Optional(), Length(max=200)])
    format = RadioField(_("What kind of session, and how long"), validators=[OR_NOTHING])
    language = RadioField(
        _("Language"), choices=list(LANGUAGES), validators=[InputRequired(_("Choose a language"))]
    )
    track = SelectField(_("Track"), validators=[OR_NOTHING])
    tags = SelectMultipleField(
        _("Which national offers does it serve?"), description=_("Choose as many as fit")
    )

    @classmethod
    def of(cls, part: Part, offered: Offered, *, as_stored: bool = False) -> SessionForm:
        types = {one.id: one for one in offered.types}
        type_ = types.get(part["type_id"] or 0)
        slugs = {track.id: track.slug for track in offered.tracks}
        form = cls(
            **typed(as_stored),
            title=part["title"],
            format=f"{type_.public_id}-{part['minutes']}" if type_ and part["minutes"] else "",
            language=part["language"],
            track=slugs.get(part["track_id"] or 0, ""),
            tags=[tag.slug for tag in offered.tags if tag.id in part["tag_ids"]],
        )
        form._offer(offered, part)
        return form

    def _offer(self, offered: Offered, part: Part) -> None:
        self._offered = offered
        self.format.choices = [
            (f"{one.public_id}-{minutes}", _("%(type)s, %(n)s minutes", type=one.name, n=minutes))
            for one in offered.types
            for minutes in _lengths(one, part)
        ]
        names = [(track.slug, track.name) for track in offered.tracks]
        self.track.choices = [("", _("No track")), *names]
        self.tags.choices = [(tag.slug, tag.name) for tag in offered.tags]

    def part(self) -> Part:
        ref, _dash, minutes = (self.format.data or "").partition("-")
        chosen = set(self.tags.data or ())
        type_ids = {one.public_id: one.id for one in self._offered.types}
        track_ids = {track.slug: track.id for track in self._offered.tracks}
        return {
            "title": self.title.data or "",
            "type_id": type_ids.get(ref),
            "minutes": int(minutes) if minutes else None,
            "language": self.language.data,
            "track_id": track_ids.get(self.track.data or ""),
            "tag_ids": sorted(tag.id for tag in self._offered.tags if tag.slug in chosen),
        }


class AboutForm(FlaskForm):
    abstract = _text(
        _("What it is about"),
        _("People read this in the programme. An empty line begins a new paragraph"),
    )
    outcomes = _text(
        _("What people will be able to do afterwards"), _("One on each line, three are plenty")
    )
    audience = _text(_("Who it is for"), _("For example staff who run code clubs"))
    level = RadioField(
        _("How much they should know already"),
        choices=[(level.value, words) for level, words in LEVELS.items()],
        validators=[InputRequired(_("Choose how much they should know already"))],
    )
    prerequisites = _text(
        _("What people need before they come"), _("For example a laptop, or an account somewhere")
    )

    @classmethod
    def of(cls, part: Part, _offered: Offered, *, as_stored: bool = False) -> AboutForm:
        return cls(**typed(as_stored), **part)

    def part(self) -> Part:
        return {
            "abstract": self.abstract.data or "",
            "outcomes": self.outcomes.data or "",
            "audience": self.audience.data or "",
            "level": self.level.data,
            "prerequisites": self.prerequisites.data or "",
        }


class WhoForm(FlaskForm):
    service = service_field(
        _("Library service that offers the session"),
        _("It owns the proposal. Start typing its name, the council, or a name it is known by"),
    )
    other_organisation = organisation_field(_("Name of the organisation"))
    name = NameField(
        _("Your full name"),
        description=_("As it should stand in the programme"),
        missing=_("Enter your full name"),
    )
    role = LineField(
        _("Your role"),
        [Optional(), Length(max=120)],
        description=_("For example Digital inclusion officer"),
    )
    own_service = service_field(
        _("Library service you present for"), _("Leave it empty if it is the same")
    )
    own_organisation = organisation_field(_("Name of the organisation you present for"))

    @classmethod
    def of(cls, part: Part, _offered: Offered, *, as_stored: bool = False) -> WhoForm:
        return cls(
            **typed(as_stored),
            service=slug_of(part["service_id"], part["other_organisation"]),
            other_organisation=part["other_organisation"],
            name=part["name"],
            role=part["role"],
            own_service=slug_of(part["own_service_id"], part["own_organisation"]),
            own_organisation=part["own_organisation"],
        )

    def part(self) -> Part:
        service = service_id_of(self.service.data)
        organisation = organisation_of(self.service.data, self.other_organisation.data)
        own = service_id_of(self.own_service.data)
        own_organisation = organisation_of(self.own_service.data, self.own_organisation.data)
        is_same = (own, own_organisation) == (service, organisation)
        return {
            "service_id": service,
            "other_organisation": organisation,
            "name": self.name.data or "",
            "role": self.role.data or "",
            "own_service_id": None if is_same else own,
            "own_organisation": "" if is_same else own_organisation,
        }

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        good = check_service(self, "service", "other_organisation") and good
        return check_service(self, "own_service", "own_organisation") and good


class PracticalForm(FlaskForm):
    """`needs` are sealed, so the field is always empty: what is written replaces what was said."""

    recording = RadioField(
        _("May the session be recorded?"),
        description=_("The recording is shown to who had a place, or to everybody"),
        choices=[(wish.value, words) for wish, words in RECORDING.items()],
        validators=[OR_NOTHING],
    )
    technical_needs = _text(
        _("Technical needs"), _("For example two screens, or sound from a laptop")
    )
    needs = _text(
        _("Is there anything you need to take part?"),
        _(
            "For example captions, British Sign Language or a break. "
            "Only the person who arranges access reads this."
        ),
        longest=LONGEST_NEEDS,
    )
    take_back = BooleanField(_("Forget what I told you"))

    @classmethod
    def of(cls, part: Part, _offered: Offered, *, as_stored: bool = False) -> PracticalForm:
        return cls(**typed(as_stored), **part)

    def part(self) -> Part:
        return {
            "recording": self.recording.data or "",
            "technical_needs": self.technical_needs.data or "",
        }


def _lengths(type_: CallType, part: Part) -> list[int]:
    """With the chosen one, should the type have lost it since."""
    lengths = type_.minutes
    chosen = part["minutes"] if part["type_id"] == type_.id else None
    return lengths if chosen is None or chosen in lengths else [*lengths, chosen]
