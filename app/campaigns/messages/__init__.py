"""Which mail says what to whom: reminders, mails to groups, news."""

from app.campaigns.messages.groups import GROUP, NEWS, news_to, test_of, to_group, values_for
from app.campaigns.messages.reminders import (
    FOLDER,
    OF_ATTENDEES,
    WORDABLE,
    reviews_left,
    tech_check,
    to_attendee,
)

__all__ = [
    "FOLDER",
    "GROUP",
    "NEWS",
    "OF_ATTENDEES",
    "WORDABLE",
    "news_to",
    "reviews_left",
    "tech_check",
    "test_of",
    "to_attendee",
    "to_group",
    "values_for",
]
