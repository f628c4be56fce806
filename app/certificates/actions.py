"""Issuing certificates, correcting and revoking them. The words are frozen here; nothing is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.audit.actions import record
from app.certificates import errors, messages, queries, rules
from app.certificates.content import CertificateContent
from app.certificates.enums import CertificateState
from app.certificates.models import Certificate
from app.certificates.statement import state
from app.events.queries import locked
from app.kernel import shown
from app.kernel.clock import london
from app.kernel.links import public_url
from app.kernel.tokens import public_id, spoken_code
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.registration.models import Booking, Registration

THE_PERSON = "the person"


@dataclass(frozen=True)
class Issued:
    """What issuing for a whole event came to: new ones, those there were, people who fall short."""

    new: int
    before: int
    short: int


def issue(registration: Registration, *, now: datetime, actor: str = THE_PERSON) -> Certificate:
    """The person's certificate: the valid one, or a new one. No mail: they are looking at it.

    Refused: the day is not over, too few sessions attended, revoked before.
    """
    locked(registration.event_id)
    standing = queries.standing_of(registration, now=now)
    if standing.certificate is not None:
        return standing.certificate
    if standing.why_none is not None:
        raise standing.why_none
    return _issue(registration, standing.attended, now=now, actor=actor)


def issue_all(event_id: int, *, now: datetime, actor: str) -> Issued:
    """A certificate for everybody who may have one and has none, each told by mail.

    Refused: the day is not over.
    """
    event = locked(event_id)
    over_at = queries.over_at(event_id)
    if over_at is None or now < over_at:
        raise errors.DayNotOver(over_at)
    found = queries.standings(event, now=now)
    chosen = [one for one in found if one.is_entitled]
    for one in chosen:
        certificate = _issue(one.registration, one.attended, now=now, actor=actor)
        post(messages.ready(certificate), now=now)
    before = sum(one.certificate is not None for one in found)
    return Issued(new=len(chosen), before=before, short=len(found) - len(chosen) - before)


def issue_again(certificate: Certificate, *, now: datetime, actor: str) -> Certificate:
    """After a revoked one: a new one from what is known of the person's attendance today, told by mail.

    Refused: too few sessions attended, or a valid one is there.
    """
    _lock(certificate)
    standing = queries.standing_of(certificate.registration, now=now)
    if standing.certificate is not None:
        raise errors.NotValidAnyMore()
    event = certificate.registration.event
    refusal = rules.why_none(
        attended=len(standing.attended),
        minimum=event.policies.minimum_sessions,
        over_at=queries.over_at(event.id),
        now=now,
    )
    if refusal:
        raise refusal
    made = _issue(certificate.registration, standing.attended, now=now, actor=actor)
    post(messages.ready(made), now=now)
    return made


def correct_name(certificate: Certificate, name: str, *, now: datetime, actor: str) -> Certificate:
    """The same certificate with another name and new codes; the old one reads "replaced". Told by mail.

    Refused: not valid any more, the name it has.
    """
    _lock(certificate)
    if certificate.state != CertificateState.VALID:
        raise errors.NotValidAnyMore()
    content = CertificateContent.from_json(certificate.content)
    if content.person_name == name:
        raise errors.SameName()
    _end(certificate, CertificateState.REPLACED, because="name corrected", now=now)
    short_code, long_code = spoken_code(queries.SHORT), public_id()
    corrected = replace(
        content,
        person_name=name,
        issued_on=london(now).date(),
        issued_on_text=shown.day(now),
        short_code=rules.grouped(short_code),
        verify_url=public_url(f"/verify/{long_code}"),
    )
    made = _write(certificate.registration, corrected, short_code, long_code, now=now, actor=actor)
    _note("certificate name corrected", made, now=now, actor=actor, replaces=certificate.short_code)
    post(messages.ready(made, is_corrected=True), now=now)
    return made


def revoke(certificate: Certificate, *, because: str, now: datetime, actor: str) -> None:
    """From now on it is not true any more; the person reads why. Refused: not valid any more."""
    _lock(certificate)
    if certificate.state != CertificateState.VALID:
        raise errors.NotValidAnyMore()
    _end(certificate, CertificateState.REVOKED, because=because, now=now)
    _note("certificate revoked", certificate, now=now, actor=actor, because=because)


def _issue(
    registration: Registration, attended: Sequence[Booking], *, now: datetime, actor: str
) -> Certificate:
    short_code, long_code = spoken_code(queries.SHORT), public_id()
    content = state(
        registration, attended, short_code=short_code, long_code=long_code, issued_at=now
    )
    made = _write(registration, content, short_code, long_code, now=now, actor=actor)
    _note("certificate issued", made, now=now, actor=actor, sessions=len(attended))
    return made


def _write(
    registration: Registration,
    content: CertificateContent,
    short_code: str,
    long_code: str,
    *,
    now: datetime,
    actor: str,
) -> Certificate:
    session = needs_transaction()
    made = Certificate(
        registration=registration,
        short_code=short_code,
        long_code=long_code,
        state=CertificateState.VALID,
        content=content.to_json(),
        issued_at=now,
        issued_by=actor,
    )
    session.add(made)
    session.flush()
    return made


def _lock(certificate: Certificate) -> None:
    """All certificates of an event change one after another; this one as it is now."""
    locked(certificate.registration.event_id)
    needs_transaction().refresh(certificate)


def _end(certificate: Certificate, to: CertificateState, *, because: str, now: datetime) -> None:
    certificate.state = to
    certificate.ended_at = now
    certificate.ended_because = because
    needs_transaction().flush()


def _note(
    action: str, certificate: Certificate, *, now: datetime, actor: str, **detail: object
) -> None:
    record(
        action,
        now=now,
        actor=actor,
        scope=certificate.registration.event.slug,
        subject=certificate.short_code,
        **detail,
    )
