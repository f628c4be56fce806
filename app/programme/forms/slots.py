"""Shapes of input: when and where a session happens, and what is arranged for access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from app.accounts.models import Person
from app.kernel.fields import ClockField, EmailField, LineField, LondonField, times_on
from app.programme.enums import Crew, ProvisionKind, ProvisionState
from app.programme.models import Provision, Room

NOT_ARRANGED = ""


class PlaceForm(FlaskForm):
    """When, on the event's day, and in which room."""

    room = SelectField(_("Room"), choices=[], validators=[InputRequired(_("Choose a room"))])
    starts = ClockField(
        _("Starts at"),
        [InputRequired(_("Enter when it starts"))],
        description=_("London time, for example 10:30"),
    )
    ends = ClockField(
        _("Ends at"),
        [InputRequired(_("Enter when it ends"))],
        description=_("London time, for example 11:15"),
    )

    def offer(self, rooms: Sequence[Room]) -> None:
        self.room.choices = [(room.slug, room.name) for room in rooms]

    def times_on(self, day: date) -> tuple[datetime, datetime] | None:
        """Start and end in UTC, or None with the sentence at the field."""
        return times_on(day, self.starts, self.ends)


class NoteForm(FlaskForm):
    note = LineField(
        _("Note for readers"),
        [Optional(), Length(max=300)],
        description=_("Stands beside the session in the programme, for example “Moved to the Lab”"),
    )


_NAMES = {
    Crew.HOST: _("Name of the host"),
    Crew.PRODUCER: _("Name of the producer"),
    Crew.CAPTIONER: _("Name of the captioner"),
}
_ADDRESSES = {
    Crew.HOST: _("Email address of the host"),
    Crew.PRODUCER: _("Email address of the producer"),
    Crew.CAPTIONER: _("Email address of the captioner"),
}


_NAMELESS = {
    Crew.HOST: _("Enter the name of the host"),
    Crew.PRODUCER: _("Enter the name of the producer"),
    Crew.CAPTIONER: _("Enter the name of the captioner"),
}
_WITHOUT_ADDRESS = {
    Crew.HOST: _("Enter the address of the host"),
    Crew.PRODUCER: _("Enter the address of the producer"),
    Crew.CAPTIONER: _("Enter the address of the captioner"),
}


class CrewForm(FlaskForm):
    """Who works in a session on the day besides those who present; nobody when both are empty."""

    crew = Crew.HOST
    name = LineField("", [Optional(), Length(max=200)])
    email = EmailField(
        "", description=_("Shown nowhere. They get a place in the session and are told by mail")
    )

    @classmethod
    def of(cls, crew: Crew, person: Person | None) -> CrewForm:
        form = cls(obj=person)
        form.crew = crew
        form.name.label.text, form.email.label.text = _NAMES[crew], _ADDRESSES[crew]
        return form

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        if good and self.email.data and not self.name.data:
            self.name.errors = [_NAMELESS[self.crew]]
        elif good and self.name.data and not self.email.data:
            self.email.errors = [_WITHOUT_ADDRESS[self.crew]]
        return good and not (self.name.errors or self.email.errors)


STATES = (
    (NOT_ARRANGED, _("Not asked for")),
    (ProvisionState.WANTED.value, _("Wanted, not booked yet")),
    (ProvisionState.BOOKED.value, _("Booked")),
)


class ProvisionsForm(FlaskForm):
    """What is arranged for access in one slot: captions and British Sign Language."""

    captions = RadioField(_("Captions"), choices=list(STATES), default=NOT_ARRANGED)
    captions_supplier = LineField(_("Who provides the captions"), [Optional(), Length(max=120)])
    captions_slides = LondonField(_("Slides for the captions are due"), [Optional()])
    bsl = RadioField(_("British Sign Language"), choices=list(STATES), default=NOT_ARRANGED)
    bsl_supplier = LineField(_("Who interprets"), [Optional(), Length(max=120)])
    bsl_slides = LondonField(_("Slides for the interpreters are due"), [Optional()])

    @classmethod
    def of(cls, rows: Iterable[Provision]) -> ProvisionsForm:
        data: dict[str, Any] = {}
        for row in rows:
            kind = ProvisionKind(row.kind).value
            data |= {kind: row.state, f"{kind}_supplier": row.supplier}
            data[f"{kind}_slides"] = row.slides_due_at
        return cls(data=data)

    def said(self) -> Iterator[tuple[ProvisionKind, str, str, datetime | None]]:
        """Kind, state (empty: nothing is asked for), supplier, and when the slides are due."""
        for kind in ProvisionKind:
            name = kind.value
            yield (
                kind,
                self[name].data or "",
                self[f"{name}_supplier"].data or "",
                self[f"{name}_slides"].data,
            )
