"""In which language somebody is written to."""

from __future__ import annotations

from app.events.models import Event
from app.kernel.babel import ENGLISH, LANGUAGES
from app.registration.models import Registration


def language_of(registration: Registration) -> str:
    """As they chose, where the event offers the choice; else English."""
    return language_offered(registration.event, registration.language)


def language_offered(event: Event, wanted: str) -> str:
    """What was asked for, if the event writes in it; else English."""
    return wanted if event.policies.mails.welsh and wanted in LANGUAGES else ENGLISH
