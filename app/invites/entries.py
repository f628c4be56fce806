"""What stands in a person's calendar entries: the words, made from their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.kernel import shown
from app.kernel.icalendar import Entry
from app.kernel.mailbox import Mailbox
from app.programme.queries import services_of
from app.registration.models import Booking, Registration


@dataclass(frozen=True, kw_only=True)
class Places:
    """One person's confirmed places by time, with the addresses that go into entries."""

    registration: Registration
    bookings: Sequence[Booking]
    my_url: str
    join_urls: dict[str, str]  # by a booking's public id
    organiser: Mailbox

    @property
    def attendee(self) -> Mailbox:
        person = self.registration.person
        return Mailbox(person.name, person.email)


def day_entry(places: Places, *, uid: str, now: datetime) -> Entry | None:
    """One entry from the first session's start to the last one's end; None without a place."""
    if not places.bookings:
        return None
    slots = [booking.slot for booking in places.bookings]
    lines = [_give_up(places), ""]
    for booking in places.bookings:
        lines.append(f"{_time(booking)} {booking.slot.session.title} ({booking.slot.room.name})")
        lines.append(_("Join: %(url)s", url=places.join_urls[booking.public_id]))
    return Entry(
        uid=uid,
        sequence=0,
        stamp_at=now,
        starts_at=min(slot.starts_at for slot in slots),
        ends_at=max(slot.ends_at for slot in slots),
        summary=places.registration.event.name,
        description="\n".join(lines),
        location=places.my_url,
        url=places.my_url,
        conference_url=places.my_url,
        organiser=places.organiser,
        attendee=places.attendee,
    )


def session_entry(places: Places, booking: Booking, *, uid: str, now: datetime) -> Entry:
    """One session. Our join link stands everywhere a calendar may look for it."""
    slot = booking.slot
    join_url = places.join_urls[booking.public_id]
    services = services_of(slot)
    text = [
        _give_up(places),
        "",
        _("Join: %(url)s", url=join_url),
        "",
        f"{services} · {slot.room.name}" if services else slot.room.name,
        slot.session.abstract,
    ]
    return Entry(
        uid=uid,
        sequence=0,
        stamp_at=now,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=slot.session.title,
        description="\n".join(text),
        location=f"{slot.room.name}, {join_url}",
        url=join_url,
        conference_url=join_url,
        organiser=places.organiser,
        attendee=places.attendee,
    )


def _give_up(places: Places) -> str:
    return _(
        "Cannot come? Declining here does not free your place. Give it up with one button: %(url)s",
        url=places.my_url,
    )


def _time(booking: Booking) -> str:
    slot = booking.slot
    return f"{shown.clock_time(slot.starts_at)}-{shown.clock_time(slot.ends_at)}"
