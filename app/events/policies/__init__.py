"""What an organiser may decide about an event: one typed, checked, versioned value.

Kept as JSON on the event. An older version is read with today's defaults for what it lacks.
"""

from app.events.policies.checks import BadPolicy
from app.events.policies.event import CALENDAR_CHOICES, VERSION, Policies
from app.events.policies.mails import HOUR_BEFORE, MailsPolicy
from app.events.policies.materials import AUDIENCES, MaterialsPolicy
from app.events.policies.places import LIMITS, MOST_PLACES, PlacesPolicy, ShareStep

__all__ = [
    "AUDIENCES",
    "CALENDAR_CHOICES",
    "HOUR_BEFORE",
    "LIMITS",
    "MOST_PLACES",
    "VERSION",
    "BadPolicy",
    "MailsPolicy",
    "MaterialsPolicy",
    "PlacesPolicy",
    "Policies",
    "ShareStep",
]
