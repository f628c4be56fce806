"""What an organiser may decide about an event: one typed, checked, versioned value.

Kept as JSON on the event. An older version is read with today's defaults for what it lacks.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

VERSION = 1
CALENDAR_CHOICES = ("day", "session")


class BadPolicy(ValueError):
    """A value an event cannot work with; the text says which and why."""


@dataclass(frozen=True, kw_only=True)
class Policies:
    """Minutes are whole minutes. `evidence` lists what counts as having attended."""

    minimum_sessions: int = 1  # attended sessions a certificate needs
    evidence_join: bool = True  # the person's own click on Join
    evidence_host: bool = True  # the host's or organiser's tick
    join_opens_minutes: int = 15  # before a session begins
    calendar_default: str = "day"
    calendar_quiet_minutes: int = 10  # edits within this window go out as one calendar message
    organiser_name: str = ""
    contact_email: str = ""
    certificate_text: str = ""
    signatory_role: str = ""
    welcome_words: str = ""  # stands in the confirmation mail

    def __post_init__(self) -> None:
        if not 1 <= self.minimum_sessions <= 50:
            raise BadPolicy("The number of sessions for a certificate must be from 1 to 50.")
        if not 0 <= self.join_opens_minutes <= 120:
            raise BadPolicy("Joining can open at most 120 minutes before a session.")
        if not 0 <= self.calendar_quiet_minutes <= 120:
            raise BadPolicy("Calendar updates can wait at most 120 minutes.")
        if self.calendar_default not in CALENDAR_CHOICES:
            raise BadPolicy("The usual calendar entry is one for the day or one for each session.")
        if not (self.evidence_join or self.evidence_host):
            raise BadPolicy("At least one kind of evidence must count as attendance.")

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Policies:
        known = {item.name for item in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    def but(self, **changes: Any) -> Policies:
        """The same policies with some changed; checked again."""
        return replace(self, **changes)
