"""Kinds and states of what stands in a programme."""

from enum import StrEnum


class SessionKind(StrEnum):
    PLENARY = "plenary"  # comes with the event place
    WORKSHOP = "workshop"
    TALK = "talk"
    PANEL = "panel"


class SlotState(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class RoomKind(StrEnum):
    ONLINE = "online"
    PHYSICAL = "physical"


class ProvisionKind(StrEnum):
    CAPTIONS = "captions"
    BSL = "bsl"


class ProvisionState(StrEnum):
    WANTED = "wanted"
    BOOKED = "booked"
