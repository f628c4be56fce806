"""States of an event, roles in it, and the reminders of its mails."""

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


class Reminder(StrEnum):
    """A line of the calendar of what will be sent. Here, since floors of every height ask whether theirs is
    switched on."""

    WEEK_BEFORE = "week_before"  # attendees: swap or give up
    DAY_BEFORE = "day_before"  # attendees: links, technical check, access
    HOUR_BEFORE = "hour_before"  # attendees: the link
    AFTER = "after"  # attendees: feedback, certificate
    WEEK_AFTER = "week_after"  # attendees: slides, recordings
    NOT_CONFIRMED = "not_confirmed"  # speakers who have not answered
    NO_SLIDES = "no_slides"  # speakers without slides
    TECH_CHECK = "tech_check"  # speakers without a technical check
    REVIEWS_LEFT = "reviews_left"  # reviewers with something to do
