"""Kinds and states of what stands in a programme."""

from enum import StrEnum


class SessionKind(StrEnum):
    PLENARY = "plenary"  # comes with the event place
    WORKSHOP = "workshop"
    TALK = "talk"
    PANEL = "panel"


class Level(StrEnum):
    """What a session asks of who comes."""

    EVERYBODY = "everybody"
    BEGINNER = "beginner"
    EXPERIENCED = "experienced"


class Crew(StrEnum):
    """Who works in a slot besides those who present. Each has a place in it by themselves."""

    HOST = "host"
    PRODUCER = "producer"
    CAPTIONER = "captioner"


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
