"""Which reminders there are, and states of a mail to a group."""

from enum import StrEnum


class Reminder(StrEnum):
    """A line of the calendar of what will be sent."""

    WEEK_BEFORE = "week_before"  # attendees: swap or give up
    DAY_BEFORE = "day_before"  # attendees: links, technical check, access
    HOUR_BEFORE = "hour_before"  # attendees: the link
    AFTER = "after"  # attendees: feedback, certificate
    WEEK_AFTER = "week_after"  # attendees: slides, recordings
    NOT_CONFIRMED = "not_confirmed"  # speakers who have not answered
    NO_SLIDES = "no_slides"  # speakers without slides
    TECH_CHECK = "tech_check"  # speakers without a technical check
    REVIEWS_LEFT = "reviews_left"  # reviewers with something to do


class GroupState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  # the pause before it goes
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
