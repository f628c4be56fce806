"""States of an event and roles in it."""

from enum import StrEnum


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Role(StrEnum):
    ORGANISER = "organiser"
    HOST = "host"  # marks attendance
    ACCESS_LEAD = "access_lead"  # the only one who reads access needs
    REVIEWER = "reviewer"  # scores proposals, but for those of the own service


class Missing(StrEnum):
    """What an event lacks before it can be published."""

    DESCRIPTION = "description"
    CONTACT = "contact"
    WINDOW = "window"
    COMING_DAY = "coming_day"


class Fairness(StrEnum):
    """How places are given when there are too few."""

    SIMPLE = "simple"  # first come
    SHARES = "shares"  # first come, and a library service holds at most its share
    DRAW = "draw"  # who asks in the first minutes is drawn; shares too, where there are any
