"""All that an organiser may decide about an event."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flask_babel import lazy_gettext as _

from app.events.enums import Reminder
from app.events.policies.checks import BadPolicy, names_of
from app.events.policies.mails import MailsPolicy
from app.events.policies.materials import MaterialsPolicy
from app.events.policies.places import PlacesPolicy

VERSION = 2
CALENDAR_CHOICES = ("day", "session")


@dataclass(frozen=True, kw_only=True)
class Policies:
    """Minutes are whole minutes. `evidence` lists what counts as having attended."""

    minimum_sessions: int = 1  # attended sessions a certificate needs
    evidence_join: bool = True  # the person's own click on Join
    evidence_host: bool = True  # the host's or organiser's tick
    join_opens_minutes: int = 15  # before a session begins
    calendar_default: str = "day"
    calendar_quiet_minutes: int = 10  # edits within this window go out as one calendar message
    changeover_minutes: int = 5  # between two sessions in one room; less is warned of
    organiser_name: str = ""
    contact_email: str = ""
    certificate_text: str = ""
    signatory_role: str = ""
    welcome_words: str = ""  # stands in the confirmation mail
    places: PlacesPolicy = field(default_factory=PlacesPolicy)
    materials: MaterialsPolicy = field(default_factory=MaterialsPolicy)
    mails: MailsPolicy = field(default_factory=MailsPolicy)

    def __post_init__(self) -> None:
        if not 1 <= self.minimum_sessions <= 50:
            raise BadPolicy(_("The number of sessions for a certificate must be from 1 to 50."))
        if not 0 <= self.join_opens_minutes <= 120:
            raise BadPolicy(_("Joining can open at most 120 minutes before a session."))
        if not 0 <= self.calendar_quiet_minutes <= 120:
            raise BadPolicy(_("Calendar updates can wait at most 120 minutes."))
        if not 0 <= self.changeover_minutes <= 60:
            raise BadPolicy(_("Changing over in a room can take 0 to 60 minutes."))
        if self.calendar_default not in CALENDAR_CHOICES:
            raise BadPolicy(
                _("The usual calendar entry is one for the day or one for each session.")
            )
        if not (self.evidence_join or self.evidence_host):
            raise BadPolicy(_("At least one kind of evidence must count as attendance."))

    def reminds(self, reminder: Reminder) -> bool:
        """Whether this reminder is switched on: the one place to ask. That of missing slides is one of the
        rules for slides."""
        if reminder == Reminder.NO_SLIDES:
            return self.materials.chase
        return reminder not in self.mails.off

    def switching(self, reminder: Reminder, *, is_on: bool) -> dict[str, Any]:
        """What `but` has to change so that it is on or off."""
        if reminder == Reminder.NO_SLIDES:
            return {"materials": replace(self.materials, chase=is_on)}
        off = {*self.mails.off} - {reminder} if is_on else {*self.mails.off, reminder}
        return {"mails": self.mails.with_off(off)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Policies:
        values = {name: value for name, value in data.items() if name in names_of(cls)}
        values["places"] = PlacesPolicy.from_json(values.get("places", {}))
        values["materials"] = MaterialsPolicy.from_json(values.get("materials", {}))
        values["mails"] = MailsPolicy.from_json(values.get("mails", {}))
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "version": VERSION,
            "places": self.places.to_json(),
            "materials": self.materials.to_json(),
            "mails": self.mails.to_json(),
        }

    def but(self, **changes: Any) -> Policies:
        """The same policies with some changed; checked again."""
        return replace(self, **changes)
