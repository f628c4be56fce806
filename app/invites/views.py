"""A person's calendar by an address nobody can guess: the feed to subscribe to, and entries as files."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app

from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.invites import queries
from app.invites.queries import FeedItem
from app.kernel import icalendar
from app.kernel.icalendar import Entry
from app.kernel.pages import kept, kept_as
from app.registration import queries as registrations
from app.registration.models import Registration

blueprint = Blueprint("invites", __name__)

PRODUCT = "-//Digital Bootcamp//My sessions//EN"
ASK_AGAIN_AFTER = timedelta(hours=1)


@blueprint.get("/c/<token>.ics")
def feed(token: str) -> Response:
    """Places, and sessions of theirs that were cancelled; what is only waited for is not in it. The same
    bytes until a place of theirs or the programme changes: asked again it is a 304 without being made."""
    registration = _registration(token)
    tag = queries.feed_tag(registration)
    unchanged = kept_as(tag, private=True)
    if unchanged is not None:
        return _quiet(unchanged)
    entries = [_entry(item) for item in queries.feed_items(registration.id)]
    body = icalendar.serialise(
        entries,
        method="PUBLISH",
        name=registration.event.name,
        refresh_for=ASK_AGAIN_AFTER,
        product=PRODUCT,
    )
    changed_at = max((entry.stamp_at for entry in entries), default=registration.asked_at)
    return _quiet(
        kept(body, mimetype="text/calendar", tag=tag, changed_at=changed_at, private=True)
    )


@blueprint.get("/p/<token>/entries.ics")
def entries(token: str) -> Response:
    """By the link of a person's day: the entries that we sent and keep true, as one file, for who did not get
    them by mail. They have the same UIDs, so that a calendar which has one does not show it twice."""
    told = queries.told_entries(_registration(token, LinkPurpose.MY).id)
    return _file(list(told.values()), "bootcamp")


@blueprint.get("/c/<token>/<ref>.ics")
def entry(token: str, ref: str) -> Response:
    """One session of theirs as a file: the entry that we sent, else as it stands in the feed."""
    registration = _registration(token)
    items = queries.feed_items(registration.id)
    item = next((one for one in items if one.booking.public_id == ref), None) or abort(404)
    told = queries.told_entries(registration.id)
    chosen = told.get(item.booking.slot_id) or _entry(item)
    return _file([chosen], item.booking.slot.session.slug)


def _registration(token: str, purpose: LinkPurpose = LinkPurpose.FEED) -> Registration:
    return registrations.by_public_id(subject_of(token, purpose)) or abort(404)


def _file(chosen: list[Entry], name: str) -> Response:
    body = icalendar.serialise(chosen, method="PUBLISH", product=PRODUCT)
    response = Response(body, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    return _quiet(response)


def _quiet(response: Response) -> Response:
    """No search engine shows it, should it ever find it."""
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
