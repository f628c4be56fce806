"""Mails about whose place it is: substitution, groups, presenters, "still coming?"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.queries import Link
from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.registration import rules
from app.registration.enums import PlaceState
from app.registration.messages import frame
from app.registration.messages.frame import Draft
from app.registration.models import Booking, GroupBooking, Registration
from app.registration.queries import Place
from app.speakers import queries as speakers
from app.speakers.models import Desk


def handed_on(registration: Registration, *, colleague: str) -> Draft:
    """To who gave the place to a colleague."""
    values = frame.common(registration) | {"colleague": colleague}
    return frame.draft("handed_on", registration, values, key="handed-on")


def taken_over(registration: Registration, places: Sequence[Place], *, from_whom: str) -> Draft:
    """To the colleague: what they have now."""
    return _welcome("taken_over", registration, places, from_whom=from_whom)


def group_named(registration: Registration, places: Sequence[Place], *, lead: str) -> Draft:
    """To a colleague whose name the lead gave: choose sessions, say what you need."""
    return _welcome("group_named", registration, places, from_whom=lead)


def sessions_chosen(registration: Registration, places: Sequence[Place]) -> Draft:
    """After a colleague's first choice: what they have and what they wait for."""
    return _welcome("sessions_chosen", registration, places, from_whom="")


def presenter_placed(registration: Registration, bookings: Sequence[Booking]) -> Draft:
    """To who presents or hosts: the place comes by itself."""
    desk = speakers.desk_at(registration.event_id, registration.person.email)
    values = frame.common(registration) | {
        "sessions": frame.sessions(bookings),
        "desk_url": _desk_url(desk),
    }
    refs = "-".join(str(booking.id) for booking in bookings)
    return frame.draft("presenter_placed", registration, values, key=f"presents:{refs}"[:120])


def _desk_url(desk: Desk | None) -> str:
    """Empty for who hosts and has no desk."""
    links = accounts.links_of([desk.public_id], LinkPurpose.DESK) if desk else {}
    return accounts.url_of(links[desk.public_id]) if desk and links else ""


def presenter_freed(booking: Booking) -> Draft:
    """They do not present or host it any more; the place went with it."""
    values = frame.about(booking)
    key = f"presents-not:{booking.public_id}"
    return frame.draft("presenter_freed", booking.registration, values, key=key)


def group_made(
    group: GroupBooking, link: Link, *, confirmed: int, waiting: int, share: str
) -> Draft:
    """To the lead: how many places, until when names are due, and the link to the group's page.
    `share`: until when the service's share holds, in words, when some wait for that."""
    event = group.event
    due_at = rules.names_due_at(event.policies.places, day_on=event.day_on)
    return _to_lead(
        group,
        "group_made",
        {
            "state": "confirmed" if confirmed else "waiting",
            "confirmed": confirmed,
            "waiting": waiting,
            "share_until": share,
            "names_due": shown.moment(due_at),
            "group_url": accounts.url_of(link),
        },
        key="made",
    )


def still_coming(registration: Registration, *, is_again: bool, now: datetime) -> Draft:
    """Asked late, there is a day to answer."""
    values = frame.common(registration)
    event = registration.event
    from_at = rules.release_from(event.policies.places, day_on=event.day_on)
    values |= {
        "asked": "again" if is_again else "first",
        "is_again": is_again,
        "by": shown.moment(max(from_at, now + timedelta(days=1))),
        "answer_url": f"{values['my_url']}/answer/coming",
    }
    key = "coming-again" if is_again else "coming"
    return frame.draft("still_coming", registration, values, key=key)


def release_told(registration: Registration, *, number: int) -> Draft:
    """The place ends at a time unless they say that they come. `number` counts the releases."""
    values = frame.common(registration)
    values |= {
        "until": frame.until(registration.releases_at),
        "answer_url": f"{values['my_url']}/answer/coming",
    }
    return frame.draft("release_told", registration, values, key=f"release:{number}", urgent=True)


def release_undone(registration: Registration, *, number: int) -> Draft:
    values = frame.common(registration)
    return frame.draft("release_undone", registration, values, key=f"keeps:{number}")


def released(registration: Registration, *, because: str) -> Draft:
    """Not reconfirmed, or a group's place without a name (then it goes to the lead)."""
    values = frame.common(registration) | {"because": because}
    return frame.draft("released", registration, values, key="released")


def _welcome(
    name: str, registration: Registration, places: Sequence[Place], *, from_whom: str
) -> Draft:
    refs = [place.booking.public_id for place in places]
    has, waits, wishes = frame.rows(places, accounts.links_of(refs, LinkPurpose.JOIN))
    values = frame.common(registration)
    values |= {
        "from_whom": from_whom,
        "state": str(registration.state),
        "until": frame.until(registration.offer_ends_at),
        "choose_url": f"{values['my_url']}/choose",
        "places": has,
        "has_entry": bool(has) and registration.state == PlaceState.CONFIRMED,
        "waiting": waits,
        "wishes": wishes,
        "welcome_words": registration.event.policies.welcome_words,
    }
    key = f"{name}:{registration.person_id}"
    return frame.draft(name, registration, values, key=key, urgent=True)


def _to_lead(group: GroupBooking, name: str, values: dict[str, object], *, key: str) -> Draft:
    event = group.event
    return Draft(
        template=f"registration/email/{name}",
        to=Mailbox(group.lead.name, group.lead.email),
        values=values
        | {
            "name": group.lead.name,
            "event": event.name,
            "day": shown.day(event.day_on),
            "event_url": public_url(f"/{event.slug}/"),
            "contact": event.policies.contact_email,
            "notice": event.notice,
        },
        dedupe_key=f"group:{group.public_id}:{key}",
        scope=event.slug,
        subject_ref=group.public_id,
    )
