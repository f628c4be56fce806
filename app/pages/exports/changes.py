"""What has changed in the programme: a page for people, and a feed (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from flask import Response, render_template
from flask_babel import gettext as _

from app.events.models import Event
from app.kernel.clock import london
from app.kernel.links import public_url
from app.pages.blueprint import blueprint
from app.pages.exports.chosen import for_all
from app.pages.exports.sentences import changes_of, heading, sentence
from app.pages.exports.xml import say
from app.pages.kept import event_page
from app.timetable import queries as timetable
from app.timetable.models import Publication

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 100  # of the feed; the page has all
_FEEDS = UUID("0f7c52b1-3a8e-4f0e-8a54-6f2f3b1d7c90")  # ours, for ids of feeds and entries


@blueprint.get("/<event>/changes")
def changes(event: str) -> Response:
    """Each release, the newest first, with what was other in it than before."""
    return event_page(event, "changes", _page)


@blueprint.get("/<event>/changes.atom")
def changes_feed(event: str) -> Response:
    return for_all(
        event_page(event, "atom", _feed, mimetype="application/atom+xml", changed_at=_newest_at)
    )


def _page(event: Event) -> str:
    rows = [
        (row, heading(row), [(change, sentence(change)) for change in changes_of(row)])
        for row in timetable.publications(event.id)
    ]
    there = set(timetable.published(event.id).document.session_by_slug)
    return render_template("pages/changes.html", event=event, rows=rows, there=there)


def _newest_at(event: Event) -> datetime:
    return _updated(event, timetable.publications(event.id))


def _updated(event: Event, rows: Sequence[Publication]) -> datetime:
    return rows[0].at if rows else event.created_at


def _feed(event: Event) -> bytes:
    rows = timetable.publications(event.id)
    page, own = public_url(f"/{event.slug}/changes"), public_url(f"/{event.slug}/changes.atom")
    feed = Xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en-GB"})
    say(feed, "id", _id(event.public_id))
    say(feed, "title", _("%(event)s: changes to the programme", event=event.name))
    say(feed, "updated", _instant(_updated(event, rows)))
    say(Xml.SubElement(feed, "author"), "name", event.policies.organiser_name or event.name)
    Xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href=own)
    Xml.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    for row in rows[:MOST_ENTRIES]:
        _entry(feed, row, page)
    Xml.indent(feed)
    return Xml.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(feed: Xml.Element, row: Publication, page: str) -> None:
    sentences = [row.note, *(sentence(change) for change in changes_of(row))]
    entry = Xml.SubElement(feed, "entry")
    say(entry, "id", _id(row.public_id))
    say(entry, "title", heading(row))
    say(entry, "updated", _instant(row.at))
    say(entry, "published", _instant(row.at))
    Xml.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{page}#{anchor(row)}")
    content = say(entry, "content", "\n\n".join(part for part in sentences if part))
    content.set("type", "text")


def anchor(row: Publication) -> str:
    """Where its entry begins on the page."""
    return f"release-{row.public_id}"


def _id(ref: str) -> str:
    """A permanent IRI (4.2.6) that outlives a change of our address."""
    return f"urn:uuid:{uuid5(_FEEDS, ref)}"


def _instant(at: datetime) -> str:
    return london(at).isoformat(timespec="seconds")
