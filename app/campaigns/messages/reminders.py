"""The mail of each reminder. None carries a calendar part: what calendars hold is true already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from app.campaigns.messages import frame
from app.campaigns.queries import Attendee, Materials
from app.campaigns.rules import Line
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.mail.rules import Wordable
from app.programme.models import Session
from app.proposals.models import Reviewer
from app.registration.models import Booking
from app.registration.queries import language_of
from app.speakers import queries as speakers
from app.speakers.models import Desk

FOLDER = "campaigns/email"
_PERSON = {"name": "name", "event": "event", "day": "day"}
_WORDS: tuple[tuple[Reminder, Any, Any, dict[str, str]], ...] = (
    (
        Reminder.WEEK_BEFORE,
        _("A week before"),
        _("To everybody with a place, so that who cannot come gives theirs up in time"),
        _PERSON,
    ),
    (
        Reminder.DAY_BEFORE,
        _("The day before"),
        _("To everybody with a place: sessions with their links, and how to try sound"),
        _PERSON,
    ),
    (
        Reminder.HOUR_BEFORE,
        _("An hour before"),
        _("Before the first session of one’s day, or before each"),
        {"name": "name", "event": "event", "session": "first.title", "time": "first.time"},
    ),
    (
        Reminder.AFTER,
        _("In the evening of the day"),
        _("Thanks, and the way to the certificate"),
        _PERSON,
    ),
    (
        Reminder.WEEK_AFTER,
        _("A week after"),
        _("Slides and recordings, once there are some"),
        _PERSON,
    ),
    (
        Reminder.TECH_CHECK,
        _("Speakers: technical check"),
        _("To who presents and has not chosen a time to try sound and picture"),
        _PERSON,
    ),
    (
        Reminder.REVIEWS_LEFT,
        _("Reviewers: still to do"),
        _("To who has proposals left to review before reviewing ends"),
        {"name": "name", "event": "event", "ends": "ends"},
    ),
)
WORDABLE = tuple(
    Wordable(template=f"{FOLDER}/{reminder}", name=name, when=when, placeholders=placeholders)
    for reminder, name, when, placeholders in _WORDS
)


# What is of no use to who gave up their place in the event.
OF_ATTENDEES = tuple(
    f"{FOLDER}/{reminder}"
    for reminder in (
        Reminder.WEEK_BEFORE,
        Reminder.DAY_BEFORE,
        Reminder.HOUR_BEFORE,
        Reminder.AFTER,
        Reminder.WEEK_AFTER,
    )
)


def to_attendee(
    event: Event, line: Line, one: Attendee, there: Materials, *, batch: str
) -> Draft | None:
    """None when there is nothing to tell this person: no slides a week later."""
    registration, more = one.registration, _more(event, line, one, there)
    if more is None:
        return None
    person = registration.person
    return Draft(
        template=f"{FOLDER}/{line.reminder}",
        to=Mailbox(person.name, person.email),
        values=frame.common(event) | {"name": person.name} | more,
        dedupe_key=f"reminder:{registration.public_id}:{line.reminder}:{_occasion(event, line)}",
        scope=event.slug,
        subject_ref=registration.public_id,
        urgent=line.reminder == Reminder.HOUR_BEFORE,
        batch=batch,
        language=language_of(registration),
        useful_until=line.useful_until,
    )


def tech_check(event: Event, desk: Desk, line: Line, *, batch: str) -> Draft:
    return Draft(
        template=f"{FOLDER}/{Reminder.TECH_CHECK}",
        to=Mailbox(desk.person.name, desk.email),
        values=frame.common(event) | {"name": desk.person.name, "desk_url": speakers.url_of(desk)},
        dedupe_key=f"reminder:{desk.public_id}:{Reminder.TECH_CHECK}:{_occasion(event, line)}",
        scope=event.slug,
        subject_ref=desk.public_id,
        batch=batch,
        useful_until=line.useful_until,
    )


def reviews_left(event: Event, reviewer: Reviewer, left: int, line: Line, *, batch: str) -> Draft:
    """`ends`: reviewing, which is until when the line is of use. Another end is another occasion."""
    person, ends_at = reviewer.person, line.useful_until
    return Draft(
        template=f"{FOLDER}/{Reminder.REVIEWS_LEFT}",
        to=Mailbox(person.name, person.email),
        values=frame.common(event)
        | {
            "name": person.name,
            "left": left,
            "ends": shown.moment(ends_at),
            "reviews_url": public_url(f"/{event.slug}/manage/reviews"),
        },
        dedupe_key=f"reminder:{reviewer.public_id}:{line.reminder}:{ends_at.isoformat()}",
        scope=event.slug,
        subject_ref=reviewer.public_id,
        batch=batch,
        useful_until=ends_at,
    )


def _occasion(event: Event, line: Line) -> str:
    """Who was reminded of one day is reminded of another one, should the event move there."""
    return line.occasion or event.day_on.isoformat()


def _more(event: Event, line: Line, one: Attendee, there: Materials) -> dict[str, Any] | None:
    if line.reminder == Reminder.HOUR_BEFORE:
        return _hour_before(event, line, one)
    if line.reminder == Reminder.WEEK_AFTER:
        rows = _to_see(event, one, there)
        return {"rows": rows, "my_url": one.my_url} if rows else None
    if line.reminder == Reminder.AFTER:
        least = event.policies.minimum_sessions
        return {"minimum_sessions": least, "my_url": one.my_url}
    rows = [
        frame.session(booking.slot, join_url=_join_url(one, booking)) for booking in one.bookings
    ]
    return {"sessions": rows, "my_url": one.my_url}


def _hour_before(event: Event, line: Line, one: Attendee) -> dict[str, Any] | None:
    """The sessions that begin then, and of their meetings no more than the numbers to dial in."""
    rows = [
        frame.session(booking.slot, join_url=_join_url(one, booking))
        | {"dial_in": _dial_in(event, booking)}
        for booking in one.bookings
        if booking.slot.starts_at == line.starts_at
    ]
    if not rows:
        return None
    assert line.starts_at is not None, "it goes an hour before something"
    opens_at = line.starts_at - timedelta(minutes=event.policies.join_opens_minutes)
    return {
        "sessions": rows,
        "first": rows[0],
        "opens": shown.clock_time(opens_at),
        "my_url": one.my_url,
    }


def _dial_in(event: Event, booking: Booking) -> dict[str, str] | None:
    room = booking.slot.room
    if not (event.policies.mails.dial_in and room.dial_in):
        return None
    return {"number": room.dial_in, "meeting": room.meeting_number, "passcode": room.passcode}


def _to_see(event: Event, one: Attendee, there: Materials) -> list[dict[str, str]]:
    """Sessions with slides or recordings that this person may have: their own first. What is for who had a
    place alone stands on their day, what is for everybody on the session's page."""
    public = {item.id: item for item in there.of_everybody}
    rows = [
        {"title": item.title, "see_url": _page(event, item) if item.id in public else one.my_url}
        for item in (booking.slot.session for booking in one.bookings)
        if item.id in there.of_attendees
    ]
    own = {booking.slot.session_id for booking in one.bookings}
    return rows + [
        {"title": item.title, "see_url": _page(event, item)}
        for item in there.of_everybody
        if item.id not in own
    ]


def _page(event: Event, item: Session) -> str:
    return public_url(f"/{event.slug}/sessions/{item.slug}")


def _join_url(one: Attendee, booking: Booking) -> str:
    return one.urls.get(booking.public_id, "")
