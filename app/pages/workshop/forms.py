"""Shapes of input of the workshop. `seen` is the version of what was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.kernel.errors import Refusal
from app.kernel.fields import ClockField, EmailField, LineField, times_on
from app.kernel.numbers import WholeNumberField
from app.kernel.pages import UNPROCESSABLE
from app.programme.enums import Crew
from app.programme.models import Room
from app.timetable import errors
from app.timetable.enums import BreakKind
from app.timetable.models import Placement

EVERYWHERE = ""
CONFLICT = 409


class SeenField(HiddenField):
    """A version as a whole number; 0, which none has, for anything else."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0] if valuelist else ""
        good = typed.isascii() and typed.isdigit() and len(typed) < 10
        self.data = int(typed) if good else 0


class SeenForm(FlaskForm):
    """A button for what was looked at."""

    seen = SeenField()


def status_of(refusal: Refusal, form: SeenForm) -> int:
    """Of the answer that shows the form again. What is sent then is meant for the version that stands now."""
    if not isinstance(refusal, errors.Stale):
        return UNPROCESSABLE
    form.seen.data = refusal.theirs.version
    return CONFLICT


class SpotForm(SeenForm):
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
        self._rooms = {room.slug: room for room in rooms}

    def times(self, day: date) -> tuple[datetime, datetime] | None:
        """Start and end in UTC, or None with the sentence at the field."""
        return times_on(day, self.starts, self.ends)

    def chosen_room(self) -> Room:
        return self._rooms[self.room.data]


class SwapForm(SeenForm):
    """With which other session. Each choice carries the version it was offered in."""

    other = SelectField(
        _("Swap with"), choices=[], validators=[InputRequired(_("Choose a session"))]
    )

    def offer(self, placements: Sequence[tuple[Placement, str]]) -> None:
        self.other.choices = [
            ("", _("Choose a session")),
            *((f"{one.public_id} {one.version}", words) for one, words in placements),
        ]

    def chosen(self) -> tuple[str, int]:
        """The public id and the version."""
        ref, version = self.other.data.split(" ")
        return ref, int(version)


class TakeOutForm(SeenForm):
    """People read the reason once the draft is released."""

    because = LineField(
        _("Why is it cancelled?"),
        [DataRequired(_("Enter why the session is cancelled")), Length(max=300)],
        description=_("Stands in the mail and in the programme, for example “The speaker is ill”"),
    )


class PlaceSessionForm(SpotForm):
    capacity = WholeNumberField(
        _("Number of places"),
        [Optional()],
        wrong=_("Enter a whole number, like 20"),
        description=_("Leave it empty to use all places of the room"),
    )


_CREW = {
    Crew.HOST: (_("Name of the host"), _("Email address of the host")),
    Crew.PRODUCER: (_("Name of the producer"), _("Email address of the producer")),
    Crew.CAPTIONER: (_("Name of the captioner"), _("Email address of the captioner")),
}


class DetailsForm(SeenForm):
    """Places and crew of a session that is not out yet."""

    capacity = WholeNumberField(
        _("Number of places"),
        [Optional()],
        wrong=_("Enter a whole number, like 20"),
        description=_("Leave it empty to use all places of the room"),
    )
    overbook_percent = WholeNumberField(
        _("Overbooking"),
        [
            InputRequired(_("Enter 0 if you do not want to overbook")),
            NumberRange(max=100, message=_("Overbooking is at most 100 per cent")),
        ],
        wrong=_("Enter a whole number from 0 to 100"),
    )
    host_name = LineField(_CREW[Crew.HOST][0], [Optional(), Length(max=200)])
    host_email = EmailField(_CREW[Crew.HOST][1])
    producer_name = LineField(_CREW[Crew.PRODUCER][0], [Optional(), Length(max=200)])
    producer_email = EmailField(_CREW[Crew.PRODUCER][1])
    captioner_name = LineField(_CREW[Crew.CAPTIONER][0], [Optional(), Length(max=200)])
    captioner_email = EmailField(_CREW[Crew.CAPTIONER][1])

    @classmethod
    def of(cls, placement: Placement) -> DetailsForm:
        data: dict[str, Any] = {
            "capacity": placement.capacity,
            "overbook_percent": placement.overbook_percent,
            "seen": placement.version,
        }
        for crew in Crew:
            person = getattr(placement, crew.value)
            if person is not None:
                data |= {f"{crew.value}_name": person.name, f"{crew.value}_email": person.email}
        return cls(data=data)

    def crew_fields(self) -> Iterator[tuple[Crew, LineField, EmailField]]:
        for crew in Crew:
            yield crew, self[f"{crew.value}_name"], self[f"{crew.value}_email"]

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        for _crew, name, email in self.crew_fields():
            if email.data and not name.data and not name.errors:
                name.errors, good = [_("Enter their name")], False
            elif name.data and not email.data and not email.errors:
                email.errors, good = [_("Enter their address")], False
        return good


class BreakForm(SpotForm):
    """A break, or a blocker; no room is all of them."""

    kind = RadioField(
        _("What is it?"),
        choices=[
            (BreakKind.BREAK.value, _("A break: everybody sees it in the programme")),
            (
                BreakKind.BLOCKER.value,
                _("A blocker: the room is kept free, organisers alone see it"),
            ),
        ],
        default=BreakKind.BREAK.value,
        validators=[InputRequired(_("Choose what it is"))],
    )
    title = LineField(
        _("Name"),
        [DataRequired(_("Enter a name")), Length(max=120)],
        description=_("For example Lunch, or Rehearsal"),
    )
    room = SelectField(_("Room"), choices=[], validators=[Optional(strip_whitespace=False)])

    def offer(self, rooms: Sequence[Room]) -> None:
        super().offer(rooms)
        self.room.choices = [(EVERYWHERE, _("All rooms")), *self.room.choices]

    def chosen_room_or_all(self) -> Room | None:
        return self._rooms[self.room.data] if self.room.data else None
