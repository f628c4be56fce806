"""Whom a mail to a group is for: a plain value that can be kept as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from app.campaigns import errors
from app.campaigns.enums import GroupRole
from app.kernel.errors import Refusal

STATES = ("confirmed", "waiting", "offered", "cancelled")  # of a place, as organisers ask for it
ATTENDED = ("yes", "no")
WITHOUT_SERVICE = (GroupRole.NEWS, GroupRole.ORGANISERS, GroupRole.HOSTS)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """All of it must be true of somebody; empty: it does not matter.

    `state`: of their place in the event. `session` (a session's public id): they have a place in one of its
    slots, in the state `in_session` (empty: any that lives). `service`: a library service's slug. `attended`
    (yes or no): in the session, or in any. `person`: a registration's public id, for `GroupRole.PERSON`.
    Attendees without a state are those who have a place or may get one.
    """

    role: GroupRole = GroupRole.ATTENDEES
    state: str = ""
    session: str = ""
    in_session: str = ""
    service: str = ""
    attended: str = ""
    person: str = ""

    @property
    def is_news(self) -> bool:
        return self.role == GroupRole.NEWS

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Audience:
        known = {item.name for item in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        return cls(**{**values, "role": GroupRole(values.get("role", GroupRole.ATTENDEES))})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def why_not_audience(audience: Audience) -> Refusal | None:
    """Why these cannot be combined."""
    of_places = (audience.state, audience.in_session, audience.attended)
    if any(of_places) and audience.role != GroupRole.ATTENDEES:
        return errors.NoPlacesThere()
    if audience.session and audience.role not in (GroupRole.ATTENDEES, GroupRole.PRESENTERS):
        return errors.NoPlacesThere()
    if audience.service and audience.role in WITHOUT_SERVICE:
        return errors.NoServiceThere()
    if audience.in_session and not audience.session:
        return errors.WhichSession()
    if audience.attended and audience.in_session not in ("", "confirmed"):
        return errors.NobodyThere()
    if audience.attended and audience.state not in ("", "confirmed"):
        return errors.NobodyThere()
    return None
