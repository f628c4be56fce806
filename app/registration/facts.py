"""What has happened to places."""

from dataclasses import dataclass

from app.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PlacesChanged(Fact):
    """The confirmed places of one person are others than before.

    `message_id` is the outbox row that tells the person, if one does: a calendar entry may go with it.
    """

    registration_id: int
    message_id: int | None
