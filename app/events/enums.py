"""States of an event and roles in it."""

from enum import StrEnum


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Role(StrEnum):
    ORGANISER = "organiser"
    HOST = "host"  # marks attendance
    ACCESS_LEAD = "access_lead"  # the only one who reads access needs


class Missing(StrEnum):
    """What an event lacks before it can be published."""

    DESCRIPTION = "description"
    CONTACT = "contact"
    WINDOW = "window"
    COMING_DAY = "coming_day"
