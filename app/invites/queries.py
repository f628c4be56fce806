"""Reading invites and what they are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import current_app
from sqlalchemy import bindparam, func, inspect, select

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.invites.entries import Places
from app.invites.models import Invite
from app.kernel.database import db
from app.kernel.icalendar import Entry
from app.kernel.keys import current_key
from app.mail.queries import own_mailbox
from app.programme.models import Slot
from app.registration import queries as registrations
from app.registration.enums import PlaceState
from app.registration.models import Booking, PlaceChange, Registration

# Asked at every change of somebody's places, so they are written once.
_INVITES = (
    select(Invite).where(Invite.registration_id == bindparam("registration_id")).order_by(Invite.id)
)
_CONFIRMED = (
    select(Booking)
    .join(Booking.slot)
    .where(
        Booking.registration_id == bindparam("registration_id"),
        Booking.state == PlaceState.CONFIRMED,
    )
    .order_by(Slot.starts_at, Booking.id)
)


def invites_of(registration_id: int) -> Sequence[Invite]:
    return db.session.scalars(_INVITES, {"registration_id": registration_id}).all()


@dataclass(frozen=True)
class FeedItem:
    """A place in a feed; `changed_at` is when the place itself changed last."""

    booking: Booking
    changed_at: datetime
    join_url: str


def feed_items(registration_id: int) -> list[FeedItem]:
    """Confirmed places, and places in sessions that were cancelled."""
    states = (PlaceState.CONFIRMED, PlaceState.CANCELLED)
    bookings = [
        booking
        for booking in registrations.bookings_of(registration_id, states=states)
        if booking.state == PlaceState.CONFIRMED or booking.slot.is_cancelled
    ]
    rows = db.session.execute(
        select(PlaceChange.booking_id, func.max(PlaceChange.at).label("at"))
        .where(PlaceChange.registration_id == registration_id)
        .group_by(PlaceChange.booking_id)
    )
    changed = {row.booking_id: row.at for row in rows}
    links = accounts.links_of([booking.public_id for booking in bookings], LinkPurpose.JOIN)
    return [
        FeedItem(booking, changed[booking.id], accounts.url_of(links[booking.public_id]))
        for booking in bookings
    ]


# Asked at every fetch of a feed, most of which change nothing.
_LAST_CHANGE = select(func.max(PlaceChange.id)).where(
    PlaceChange.registration_id == bindparam("registration_id")
)


def feed_tag(registration: Registration) -> str:
    """Another one whenever the feed's bytes could be: after a change of their places, of anything that the
    programme shows, of the key that signs join links, or of the address of this site."""
    change = db.session.scalar(_LAST_CHANGE, {"registration_id": registration.id})
    revision = registration.event.programme_revision
    settings = current_app.config["SETTINGS"]
    site = f"{current_key()} {settings.public_url} {settings.hostname}"
    place = sha256(site.encode()).hexdigest()[:8]
    return f"{registration.public_id}-{change}-{revision}-{place}"


def told_entries(registration_id: int) -> dict[int | None, Entry]:
    """What their calendar was told and still shows, by slot; None is the day."""
    return {
        invite.slot_id: Entry.from_json(invite.entry)
        for invite in invites_of(registration_id)
        if invite.entry and not invite.is_cancelled
    }


def places_of(registration: Registration) -> Places:
    """Confirmed places in sessions that take place."""
    bookings = [one for one in _confirmed(registration.id) if not one.slot.is_cancelled]
    if registration.is_unnamed or registration.state != PlaceState.CONFIRMED:
        bookings = []  # a name that is to follow has no calendar; without the event there is no day
    refs = [booking.public_id for booking in bookings]
    links = accounts.links_by([registration.public_id, *refs], LinkPurpose.MY, LinkPurpose.JOIN)
    return Places(
        registration=registration,
        bookings=bookings,
        my_url=accounts.url_of(links[registration.public_id, LinkPurpose.MY]),
        join_urls={ref: accounts.url_of(links[ref, LinkPurpose.JOIN]) for ref in refs},
        organiser=own_mailbox(),
    )


def _confirmed(registration_id: int) -> Sequence[Booking]:
    """With their slots, which the gate has read already when it made the places a moment ago."""
    found = db.session.scalars(_CONFIRMED, {"registration_id": registration_id}).all()
    if any("slot" in inspect(booking).unloaded for booking in found):
        found = registrations.bookings_of(registration_id, states=(PlaceState.CONFIRMED,))
    return found
