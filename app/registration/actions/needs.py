"""Access needs: saying them, sealed; reading them leaves a trace of who read whose, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.audit.actions import record
from app.events.models import Event
from app.kernel.keys import signing_keys
from app.kernel.transaction import needs_transaction
from app.registration import errors, needs, queries
from app.registration.enums import LIVE
from app.registration.models import AccessNeed, Registration


def say_needs(registration_ref: str, text: str, *, now: datetime) -> None:
    """The person's own words; they replace what was said before, and none take it back. Refused: a
    registration that has ended."""
    registration = queries.by_public_id(registration_ref)
    if registration is None or registration.state not in LIVE:
        raise errors.PlaceEnded()
    seal_needs(registration, text, now=now)
    record(
        "access needs said",
        now=now,
        actor="the person",
        scope=registration.event.slug,
        subject=registration.reference,
    )


def seal_needs(registration: Registration, text: str, *, now: datetime) -> None:
    """What was said before is replaced; empty words remove it."""
    session = needs_transaction()
    known = session.get(AccessNeed, registration.id)
    if not text.strip():
        if known is not None:
            session.delete(known)
        return
    sealed = needs.seal(text.strip(), keys=signing_keys())
    if known is not None:
        known.sealed, known.said_at = sealed, now
    else:
        session.add(AccessNeed(registration_id=registration.id, sealed=sealed, said_at=now))


def note_reading(
    event: Event, people: Sequence[Registration], *, now: datetime, actor: str
) -> None:
    """The references are written down, never the words."""
    record(
        "access needs read",
        now=now,
        actor=actor,
        scope=event.slug,
        references=[one.reference for one in people],
    )
