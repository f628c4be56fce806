"""A person's calendar feed, at an address nobody can guess; the same bytes until a place changes."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app

from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.invites import queries
from app.invites.queries import FeedItem
from app.kernel import icalendar
from app.kernel.icalendar import Entry
from app.kernel.pages import kept
from app.registration import queries as registrations

blueprint = Blueprint("invites", __name__)

PRODUCT = "-//Digital Bootcamp//My sessions//EN"
ASK_AGAIN_AFTER = timedelta(hours=1)


@blueprint.get("/c/<token>.ics")
def feed(token: str) -> Response:
    """Places, and sessions of theirs that were cancelled; what is only waited for is not in it."""
    registration = registrations.by_public_id(subject_of(token, LinkPurpose.FEED))
    if registration is None:
        abort(404)
    entries = [_entry(item) for item in queries.feed_items(registration.id)]
    body = icalendar.serialise(
        entries,
        method="PUBLISH",
        name=registration.event.name,
        refresh_for=ASK_AGAIN_AFTER,
        product=PRODUCT,
    )
    response = kept(
        body,
        mimetype="text/calendar",
        changed_at=max((entry.stamp_at for entry in entries), default=registration.asked_at),
        private=True,
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _entry(item: FeedItem) -> Entry:
    slot = item.booking.slot
    host = current_app.config["SETTINGS"].hostname
    return Entry(
        uid=f"{item.booking.public_id}@{host}",
        sequence=0,
        stamp_at=max(item.changed_at, slot.updated_at, slot.session.updated_at),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=slot.session.title,
        description=f"{item.join_url}\n\n{slot.session.abstract}",
        location=f"{slot.room.name}, {item.join_url}",
        url=item.join_url,
        status="CANCELLED" if slot.is_cancelled else "CONFIRMED",
    )
