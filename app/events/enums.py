"""States of an event and roles in it."""

from enum import StrEnum


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Role(StrEnum):
    ORGANISER = "organiser"
    HOST = "host"  # marks attendance
    ACCESS_LEAD = "access_lead"  # the only one who reads access needs
