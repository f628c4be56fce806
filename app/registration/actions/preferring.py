"""How a person wants to have their calendar, and in which language their mails."""

from __future__ import annotations

from datetime import datetime

from app.accounts.actions import renew_link
from app.accounts.enums import LinkPurpose
from app.registration import errors, queries
from app.registration.actions.gate import Gate
from app.registration.actions.opening import open_gate
from app.registration.actions.registering import PERSON
from app.registration.actions.telling import tell_calendar
from app.registration.enums import LIVE, CalendarChoice
from app.registration.models import Registration


def choose_calendar(registration_ref: str, choice: CalendarChoice, *, now: datetime) -> None:
    """One entry for the day, or one for each session: the entries of the other kind are taken out of their
    calendar, and the new ones come, each in a mail of its own. The same choice again sends nothing.
    Refused: a place that has ended."""
    gate, registration = _opened_for(registration_ref, now=now)
    if registration.calendar != choice:
        registration.calendar = choice
        tell_calendar(gate, registration)


def choose_language(registration_ref: str, language: str, *, now: datetime) -> None:
    """Of the mails from now on. Refused: a place that has ended, a language the event does not write in."""
    _gate, registration = _opened_for(registration_ref, now=now)
    if queries.language_offered(registration.event, language) != language:
        raise errors.NotInThatLanguage()
    registration.language = language


def new_feed(registration_ref: str, *, now: datetime) -> None:
    """Another address for their feed; the one before opens nothing any more. Refused as above."""
    _gate, registration = _opened_for(registration_ref, now=now)
    person_id = registration.person_id
    renew_link(registration.public_id, LinkPurpose.FEED, person_id=person_id, now=now)


def _opened_for(registration_ref: str, *, now: datetime) -> tuple[Gate, Registration]:
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=PERSON)
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    return gate, registration
