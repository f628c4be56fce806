"""Reading certificates, and who may have one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.attendance.queries import attended
from app.certificates import rules
from app.certificates.enums import CertificateState
from app.certificates.models import Certificate
from app.events.models import Event
from app.kernel.database import db
from app.kernel.errors import Refusal
from app.kernel.tokens import normal_code
from app.programme.enums import SlotState
from app.programme.models import Session, Slot
from app.registration import queries as registrations
from app.registration.enums import PlaceState
from app.registration.models import Booking, Registration

SHORT, LONG = 8, 24  # how many letters and digits the codes have

_WHOLE = joinedload(Certificate.registration).options(
    joinedload(Registration.person),
    joinedload(Registration.service),
    joinedload(Registration.event),
)


@dataclass(frozen=True)
class Standing:
    """How a person stands: the last certificate they had, what they attended (by time), and why they get
    none (None: they have a valid one, or may have one)."""

    registration: Registration
    last: Certificate | None
    attended: list[Booking]
    why_none: Refusal | None

    @property
    def certificate(self) -> Certificate | None:
        """The valid one."""
        return self.last if self.last and self.last.state == CertificateState.VALID else None

    @property
    def is_entitled(self) -> bool:
        """May have one and has none yet."""
        return self.certificate is None and self.why_none is None


def over_at(event_id: int) -> datetime | None:
    """When the last session of an event ends; cancelled ones do not count."""
    return db.session.scalar(
        select(func.max(Slot.ends_at)).where(
            Slot.event_id == event_id, Slot.state != SlotState.CANCELLED
        )
    )


def standing_of(registration: Registration, *, now: datetime) -> Standing:
    return _standings(registration.event, [registration], now=now)[0]


def standings(event: Event, *, now: datetime) -> list[Standing]:
    """Everybody with a place in the event, by name."""
    people = registrations.for_event(event.id)
    return _standings(event, [one for one in people if one.state == PlaceState.CONFIRMED], now=now)


def _standings(event: Event, people: Sequence[Registration], *, now: datetime) -> list[Standing]:
    policies = event.policies
    ends_at = over_at(event.id)
    ids = [one.id for one in people]
    was_in: dict[int, list[Booking]] = {one: [] for one in ids}
    for booking in attended(_ended_bookings(event.id, ids, now), policies, now=now):
        was_in[booking.registration_id].append(booking)
    last = _last_of(ids)
    found = []
    for one in people:
        certificate = last.get(one.id)
        state = certificate.state if certificate else None
        why = rules.why_none(
            attended=len(was_in[one.id]),
            minimum=policies.minimum_sessions,
            over_at=ends_at,
            now=now,
            was_revoked=state == CertificateState.REVOKED,
        )
        why = None if state == CertificateState.VALID else why
        found.append(Standing(one, certificate, was_in[one.id], why))
    return found


def _ended_bookings(event_id: int, ids: Sequence[int], now: datetime) -> Sequence[Booking]:
    """Places in sessions that are over, by time. One person's, or all of an event's people."""
    of_people = Booking.registration_id == ids[0] if len(ids) == 1 else Slot.event_id == event_id
    rows = db.session.scalars(
        select(Booking)
        .join(Booking.slot)
        .options(
            joinedload(Booking.slot).joinedload(Slot.session).selectinload(Session.services),
            joinedload(Booking.slot).joinedload(Slot.room),
        )
        .where(of_people, Booking.state == PlaceState.CONFIRMED, Slot.ends_at <= now)
        .order_by(Slot.starts_at, Booking.id)
    ).all()
    known = set(ids)
    return [booking for booking in rows if booking.registration_id in known]


def _last_of(registration_ids: Iterable[int]) -> dict[int, Certificate]:
    rows = db.session.scalars(
        select(Certificate)
        .where(Certificate.registration_id.in_(list(registration_ids)))
        .order_by(Certificate.id)
    )
    return {row.registration_id: row for row in rows}


def of_event(event_id: int) -> Sequence[Certificate]:
    """Every certificate of an event, the newest first."""
    return db.session.scalars(
        select(Certificate)
        .join(Certificate.registration)
        .options(_WHOLE)
        .where(Registration.event_id == event_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    ).all()


def by_short_code(typed: str) -> Certificate | None:
    """By what a person types: in any case, with dashes and spaces or without."""
    return _one(Certificate.short_code, normal_code(typed), SHORT)


def by_long_code(code: str) -> Certificate | None:
    """By what stands in the QR code."""
    return _one(Certificate.long_code, normal_code(code).lower(), LONG)


def _one(column, code: str, length: int) -> Certificate | None:  # type: ignore[no-untyped-def]
    if len(code) != length or not code.isascii():
        return None
    return db.session.scalar(select(Certificate).options(_WHOLE).where(column == code))
