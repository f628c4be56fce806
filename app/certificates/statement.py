"""What a certificate says: from a person's rows to finished text, in the language it is issued in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import ngettext as _n

from app.certificates.content import AttendedSession, CertificateContent
from app.certificates.rules import grouped
from app.certificates.words import certificate_words, learning_time
from app.events.policies import Policies
from app.kernel import shown
from app.kernel.clock import london
from app.kernel.links import public_url
from app.programme.enums import RoomKind
from app.registration.models import Booking, Registration

# How a language is tagged in the document: the United Kingdom's form of it.
TAGS = {"en": "en-GB", "cy": "cy-GB"}


def state(
    registration: Registration,
    attended: Sequence[Booking],
    *,
    short_code: str,
    long_code: str,
    issued_at: datetime,
) -> CertificateContent:
    """The certificate of a person who attended these sessions (by time)."""
    event = registration.event
    policies = event.policies
    language = str(get_locale() or "en")
    organiser = policies.organiser_name or event.name
    return CertificateContent(
        language=TAGS.get(language, language.replace("_", "-")),
        person_name=registration.person.name,
        event_name=event.name,
        date_text=shown.day(event.day_on),
        mode=_mode({booking.slot.room.kind for booking in attended}),
        organiser_name=organiser,
        sessions=tuple(_session(booking) for booking in attended),
        learning_time=learning_time(_minutes(attended), _),
        how_counted=_how_counted(policies),
        organisers_text=policies.certificate_text,
        issuer_name=organiser,
        signatory_name="",
        signatory_role=policies.signatory_role,
        issued_on=london(issued_at).date(),
        issued_on_text=shown.day(issued_at),
        short_code=grouped(short_code),
        verify_url=public_url(f"/verify/{long_code}"),
        verify_address=public_url("/verify").partition("://")[2],
        words=certificate_words(_),
    )


def rule_in_words(policies: Policies) -> str:
    """Who gets a certificate, as people read it before the day and after."""
    number = policies.minimum_sessions
    known = {
        (True, True): _("We know it from pressing Join or from the session host’s list."),
        (True, False): _("We know it from pressing Join."),
        (False, True): _("We know it from the session host’s list."),
    }[policies.evidence_join, policies.evidence_host]
    needed = _n(
        "For a certificate you need to attend at least %(num)s session.",
        "For a certificate you need to attend at least %(num)s sessions.",
        number,
    )
    return f"{needed} {known}"


def _session(booking: Booking) -> AttendedSession:
    slot = booking.slot
    times = {"start": shown.clock_time(slot.starts_at), "end": shown.clock_time(slot.ends_at)}
    return AttendedSession(
        title=slot.session.title,
        time=_("%(start)s to %(end)s", **times),
        services="; ".join(service.name for service in slot.session.services),
    )


def _minutes(attended: Sequence[Booking]) -> int:
    """The planned length of the sessions together."""
    whole = sum(
        (booking.slot.ends_at - booking.slot.starts_at for booking in attended), timedelta()
    )
    return whole // timedelta(minutes=1)


def _mode(kinds: set[RoomKind]) -> str:
    if kinds == {RoomKind.PHYSICAL}:
        return _("in person")
    return _("online and in person") if RoomKind.PHYSICAL in kinds else _("online")


def _how_counted(policies: Policies) -> str:
    known = {
        (True, True): _("Attendance is known from joining online or from the session host’s list."),
        (True, False): _("Attendance is known from joining online."),
        (False, True): _("Attendance is known from the session host’s list."),
    }[policies.evidence_join, policies.evidence_host]
    return f"{_('This is the planned length of the sessions above.')} {known}"
