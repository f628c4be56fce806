"""The shape of input for what a session is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.events.queries import ServiceChoice
from app.kernel.fields import EmailField, LineField, TextField
from app.programme.enums import Level, SessionKind
from app.programme.models import Session, Track

LONGEST_TEXT = 10_000
SERVICE_ROWS = 5
SPEAKER_ROWS = 5
SPARE_ROWS = 2
MOST_ROWS = 40

KINDS = (
    (SessionKind.TALK.value, _("Talk")),
    (SessionKind.WORKSHOP.value, _("Workshop")),
    (SessionKind.PANEL.value, _("Panel")),
    (SessionKind.PLENARY.value, _("Plenary: comes with every place in the event")),
)
LEVELS = (
    (Level.EVERYBODY.value, _("Everybody")),
    (Level.BEGINNER.value, _("Beginners")),
    (Level.EXPERIENCED.value, _("People with experience")),
)
LANGUAGES = (("en", _("English")), ("cy", _("Welsh")), ("cy,en", _("Both Welsh and English")))


OR_NOTHING = Optional(strip_whitespace=False)  # else a made-up choice of spaces would pass


class SpeakerFields(NamedTuple):
    role: LineField
    name: LineField
    service: SelectField
    email: EmailField


class WordsForm(FlaskForm):
    """What a session is about. Made by `words_form`, which adds rows for services and speakers."""

    title = LineField(_("Title"), [DataRequired(_("Enter a title")), Length(max=200)])
    abstract = TextField(
        _("What it is about"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("An empty line begins a new paragraph"),
    )
    outcomes = TextField(
        _("What people can do afterwards"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("One on each line"),
    )
    prerequisites = TextField(
        _("What people need before they come"), [Optional(), Length(max=LONGEST_TEXT)]
    )
    kind = RadioField(
        _("What kind of session is it?"),
        choices=list(KINDS),
        default=SessionKind.TALK.value,
        validators=[InputRequired(_("Choose what kind of session it is"))],
    )
    language = RadioField(
        _("Language"),
        choices=list(LANGUAGES),
        default="en",
        validators=[InputRequired(_("Choose the language of the session"))],
    )
    level = RadioField(
        _("Who is it for?"),
        choices=list(LEVELS),
        default=Level.EVERYBODY.value,
        validators=[InputRequired(_("Choose who the session is for"))],
    )
    is_recorded = BooleanField(_("This session is recorded"))
    track = SelectField(_("Track"), choices=[], validators=[OR_NOTHING])
    tags = LineField(
        _("Tags"),
        [Optional(), Length(max=1000)],
        description=_("The national offers it serves, with commas between"),
    )
    services_rows: int = 0
    speakers_rows: int = 0

    def offer(self, tracks: Sequence[Track], services: Sequence[ServiceChoice]) -> None:
        """What can be chosen from."""
        self.track.choices = [("", _("No track")), *((track.slug, track.name) for track in tracks)]
        names = [("", _("No library service")), *((one.slug, one.name) for one in services)]
        for field in [*self.service_fields(), *(row.service for row in self.speaker_fields())]:
            field.choices = names

    def service_fields(self) -> list[SelectField]:
        return [self[f"service_{number}"] for number in range(1, self.services_rows + 1)]

    def speaker_fields(self) -> list[SpeakerFields]:
        return [
            SpeakerFields(*(self[f"speaker_{number}_{name}"] for name in SpeakerFields._fields))
            for number in range(1, self.speakers_rows + 1)
        ]

    def tag_names(self) -> list[str]:
        """Without repeats, whatever their case."""
        names = [name.strip() for name in (self.tags.data or "").split(",") if name.strip()]
        return list({name.casefold(): name for name in reversed(names)}.values())[::-1]

    def validate_tags(self, _field: StringField) -> None:
        if any(len(name) > 120 for name in self.tag_names()):
            raise ValidationError(_("A tag has at most 120 characters"))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        for row in self.speaker_fields():
            if (row.service.data or row.email.data) and not (row.role.data or row.name.data):
                row.role.errors = [*row.role.errors, _("Enter a role or a name for this speaker")]
                good = False
        return good


def words_form(item: Session | None, typed: Iterable[str] = ()) -> WordsForm:
    """The form for a session, or for a new one, with a row for each service and speaker and some to
    spare. `typed` are the names of the fields that were sent: their rows stay."""
    services = len(item.services) + SPARE_ROWS if item else 0
    speakers = len(item.speakers) + SPARE_ROWS if item else 0
    services = max(services, SERVICE_ROWS, *_rows_sent(typed, "service_"))
    speakers = max(speakers, SPEAKER_ROWS, *_rows_sent(typed, "speaker_"))
    rows = dict(_service_rows(services)) | dict(_speaker_rows(speakers))
    made = type(
        "WordsForm", (WordsForm,), {"services_rows": services, "speakers_rows": speakers, **rows}
    )
    form: WordsForm = made(data=_data_of(item) if item else None)
    return form


def _rows_sent(typed: Iterable[str], prefix: str) -> list[int]:
    ends = [name.removeprefix(prefix).split("_")[0] for name in typed if name.startswith(prefix)]
    numbers = [int(end) for end in ends if end.isascii() and end.isdigit() and len(end) < 4]
    return [0, *(min(number, MOST_ROWS) for number in numbers)]


def _service_rows(many: int) -> Iterator[tuple[str, Any]]:
    for number in range(1, many + 1):
        label = _("Library service %(number)s", number=number)
        yield f"service_{number}", SelectField(label, choices=[], validators=[OR_NOTHING])


def _speaker_rows(many: int) -> Iterator[tuple[str, Any]]:
    for number in range(1, many + 1):
        start = f"speaker_{number}_"
        checks = [Optional(), Length(max=120)]
        yield f"{start}role", LineField(_("Role of speaker %(number)s", number=number), checks)
        checks = [Optional(), Length(max=200)]
        yield f"{start}name", LineField(_("Name of speaker %(number)s", number=number), checks)
        label = _("Library service of speaker %(number)s", number=number)
        yield f"{start}service", SelectField(label, choices=[], validators=[OR_NOTHING])
        yield f"{start}email", EmailField(_("Email address of speaker %(number)s", number=number))


def _data_of(item: Session) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": item.title,
        "abstract": item.abstract,
        "outcomes": item.outcomes,
        "prerequisites": item.prerequisites,
        "kind": item.kind,
        "language": item.language,
        "level": item.level,
        "is_recorded": item.is_recorded,
        "track": item.track.slug if item.track else "",
        "tags": ", ".join(tag.name for tag in item.tags),
    }
    for number, service in enumerate(item.services, 1):
        data[f"service_{number}"] = service.slug
    for number, speaker in enumerate(item.speakers, 1):
        data[f"speaker_{number}_role"] = speaker.role
        data[f"speaker_{number}_name"] = speaker.name
        data[f"speaker_{number}_service"] = speaker.service.slug if speaker.service else ""
        data[f"speaker_{number}_email"] = speaker.person.email if speaker.person else ""
    return data
