"""Mails to groups: the organisers' words with each person's data, and news."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.accounts import queries as accounts
from app.accounts.queries import Link
from app.campaigns import rules
from app.campaigns.messages import frame
from app.campaigns.models import GroupMail
from app.campaigns.queries import Attendee, Recipient
from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.registration.queries import language_offered

GROUP = "campaigns/email/group"
NEWS = "campaigns/email/news"


def to_group(mail: GroupMail, one: Recipient, place: Attendee | None) -> Draft:
    """To one of the group; once, whatever happens on the way. `place`: theirs in this event, if any."""
    place_ref = place.registration.public_id if place else ""
    return Draft(
        template=GROUP,
        to=Mailbox(one.name, one.email),
        values=values_for(mail, one, place),
        dedupe_key=f"group:{mail.public_id}:{one.ref}",
        scope=mail.event.slug,
        subject_ref=place_ref or one.ref,
        is_private=mail.is_private,
        batch=mail.public_id,
        language=language_offered(mail.event, one.language),
    )


def news_to(mail: GroupMail, one: Recipient, link: Link) -> Draft:
    """To somebody who asked for news, with the two ways out: the button of their mail program (RFC 2369,
    RFC 8058) and a page."""
    leave_url = accounts.url_of(link)
    return Draft(
        template=NEWS,
        to=Mailbox(one.name, one.email),
        values=values_for(mail, one, None) | {"leave_url": leave_url},
        dedupe_key=f"group:{mail.public_id}:{one.ref}",
        scope=mail.event.slug,
        subject_ref=one.ref,
        batch=mail.public_id,
        headers={
            "List-Unsubscribe": f"<{leave_url}/one-click>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def test_of(
    mail: GroupMail, one: Recipient, place: Attendee | None, *, to: str, occasion: str
) -> Draft:
    """What this person would get, to an organiser: without the links that open this person's pages."""
    place = replace(place, urls={}) if place else None
    news = {"leave_url": public_url("/")} if mail.is_news else {}
    return Draft(
        template=NEWS if mail.is_news else GROUP,
        to=Mailbox("", to),
        values=values_for(mail, one, place) | news,
        dedupe_key=f"test:group:{mail.public_id}:{mail.version}:{to}:{occasion}",
        scope=mail.event.slug,
        is_test=True,
        is_private=mail.is_private,
        urgent=True,
    )


def values_for(mail: GroupMail, one: Recipient, place: Attendee | None) -> dict[str, Any]:
    """`own` holds the finished words: subject, and paragraphs of lines of pieces."""
    event = mail.event
    my_url = (place.my_url if place else "") or public_url(f"/{event.slug}/my")
    filled = {
        "name": one.name,
        "event": event.name,
        "day": str(shown.day(event.day_on)),
        "my_day": my_url,
        "sessions": _sessions(place),
    }
    return frame.common(event) | {
        "name": one.name,
        "own": {
            "subject": rules.subject_for(mail.subject, filled),
            "opening": rules.paragraphs_for(mail.words, filled),
        },
    }


def _sessions(place: Attendee | None) -> str:
    """One below the other."""
    if place is None:
        return ""
    return "\n".join(
        f"{shown.span(booking.slot.starts_at, booking.slot.ends_at)}  {booking.slot.session.title}"
        for booking in place.bookings
    )
