"""Access needs: saying them, sealed; reading them leaves a trace of who read whose, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.audit.actions import record
from app.events.models import Event
from app.registration import errors, queries
from app.registration.actions.opening import open_gate
from app.registration.actions.releasing import keep_place
from app.registration.actions.sealing import seal_needs
from app.registration.enums import LIVE
from app.registration.models import Registration


def say_needs(registration_ref: str, text: str, *, now: datetime) -> None:
    """The person's own words; they replace what was said before, and none take it back. Refused: a
    registration that has ended."""
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor="the person")
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    seal_needs(registration, text, now=now)
    if registration.releases_at is not None:  # who says what they need means to come
        keep_place(gate, registration)
    record(
        "access needs said",
        now=now,
        actor="the person",
        scope=registration.event.slug,
        subject=registration.reference,
    )


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
