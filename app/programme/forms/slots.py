"""Shapes of input: when and where a session happens, and what is arranged for access."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.clock import london
from app.kernel.fields import EmailField, LineField, LondonField, instant_in_london
from app.programme.enums import ProvisionKind, ProvisionState
from app.programme.models import Provision, Room

NOT_ARRANGED = ""


class ClockField(StringField):
    """A time on a London clock, such as 10:30; which day it is on the form says."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""

    def on(self, day: date) -> datetime:
        """The instant in UTC; ValueError with a sentence for what is no time."""
        typed = re.fullmatch(r"(\d{1,2}):(\d{2})(:00)?", self.data or "", re.ASCII)
        if typed is None or int(typed[1]) > 23 or int(typed[2]) > 59:
            raise ValueError(_("Enter a time, like 10:30"))
        at = time(int(typed[1]), int(typed[2]))
        return instant_in_london(f"{day.isoformat()}T{at:%H:%M}")


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
        found = []
        for field in (self.starts, self.ends):
            try:
                found.append(field.on(day))
            except ValueError as error:
                field.errors = [*field.errors, str(error)]
        return (found[0], found[1]) if len(found) == 2 else None


def typed_time(instant: datetime) -> str:
    """How an instant stands in a box for the time."""
    return london(instant).strftime("%H:%M")


class NoteForm(FlaskForm):
    note = LineField(
        _("Note for readers"),
        [Optional(), Length(max=300)],
        description=_("Stands beside the session in the programme, for example “Moved to the Lab”"),
    )


class HostForm(FlaskForm):
    """Who runs a session on the day; nobody when both are empty."""

    name = LineField(_("Name of the host"), [Optional(), Length(max=200)])
    email = EmailField(
        _("Email address of the host"),
        description=_("Shown nowhere. They get a place in the session and are told by mail"),
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        if good and self.email.data and not self.name.data:
            self.name.errors = [_("Enter the name of the host")]
        elif good and self.name.data and not self.email.data:
            self.email.errors = [_("Enter the address of the host")]
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
