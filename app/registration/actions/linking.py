"""Personal links of a registration and its bookings, and the first sign that a mail arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from app.accounts.actions import make_links_for, revoke_links
from app.accounts.enums import LinkPurpose
from app.accounts.queries import Link
from app.audit.actions import record
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.registration import errors, messages, queries
from app.registration.enums import LIVE
from app.registration.models import Booking, Registration


def link_day_and_joins(
    registration: Registration, bookings: Sequence[Booking], *, now: datetime
) -> dict[str, Link]:
    """The person's links; those to their day and to join, by what they open (a public id)."""
    ref = registration.public_id
    wanted = [(ref, LinkPurpose.FEED), (ref, LinkPurpose.MY)]
    wanted += [(booking.public_id, LinkPurpose.JOIN) for booking in bookings]
    made = make_links_for(wanted, person_id=registration.person_id, now=now)
    return {subject: made[subject, purpose] for subject, purpose in wanted[1:]}


def renew_links(registration: Registration, bookings: Sequence[Booking], *, now: datetime) -> None:
    """The place is somebody else's from now on: the links that were in mails to the one before open
    nothing any more."""
    refs = [registration.public_id, *(booking.public_id for booking in bookings)]
    revoke_links(refs, now=now)
    link_day_and_joins(registration, bookings, now=now)


def send_links(event_id: int, email: str, *, now: datetime) -> None:
    """ "Lost your link?": a mail to this address with the link of each registration there; nothing
    tells who asked whether there is one."""
    for registration in queries.live_at(event_id, email):
        post(messages.links_again(registration, now=now), now=now)


def send_link(registration: Registration, *, now: datetime, actor: str) -> None:
    """An organiser sends one person their link again. Refused: a registration that has ended."""
    needs_transaction().refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    post(messages.links_again(registration, now=now), now=now)
    record(
        "link sent again",
        now=now,
        actor=actor,
        scope=registration.event.slug,
        subject=registration.reference,
    )


def confirm_address(registration_ref: str, *, now: datetime) -> None:
    """The first button pressed on the personal page shows that the mail arrived."""
    needs_transaction().execute(
        update(Registration)
        .where(
            Registration.public_id == registration_ref,
            Registration.address_confirmed_at.is_(None),
        )
        .values(address_confirmed_at=now)
    )
