"""What an organiser may decide about an event: one typed, checked, versioned value.

Kept as JSON on the event. An older version is read with today's defaults for what it lacks.
"""

from app.events.policies.checks import BadPolicy
from app.events.policies.event import CALENDAR_CHOICES, VERSION, Policies
from app.events.policies.mails import (
    DAYS,
    HOUR_BEFORE,
    HOURS,
    USUAL_TIMES,
    MailsPolicy,
    MovedReminder,
)
from app.events.policies.materials import AUDIENCES, MaterialsPolicy
from app.events.policies.places import LIMITS, MOST_PLACES, PlacesPolicy, ShareStep

__all__ = [
    "AUDIENCES",
    "CALENDAR_CHOICES",
    "DAYS",
    "HOURS",
    "HOUR_BEFORE",
    "LIMITS",
    "MOST_PLACES",
    "USUAL_TIMES",
    "VERSION",
    "BadPolicy",
    "MailsPolicy",
    "MaterialsPolicy",
    "MovedReminder",
    "PlacesPolicy",
    "Policies",
    "ShareStep",
]
