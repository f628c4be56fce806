"""What stands on paper, as plain values: finished text in one language."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.kernel.links import public_url
from app.kernel.plain_text import clean_text
from app.kernel.shown import clock_time, day, lines, paragraphs
from app.pages.exports import words
from app.pages.exports.chosen import Chosen
from app.timetable.rules import BreakShown, SessionShown, SlotShown

MOST_WITH_WORDS = 300  # sessions; with more the abstracts would make a book of it
MOST_ON_A_POSTER = 18  # lines that fit beside the rest


def programme_of(chosen: Chosen) -> dict[str, Any]:
    """At a glance, then each session with what it is about."""
    with_words = len(chosen.slots) <= MOST_WITH_WORDS
    values = _frame(chosen) | {
        "title": _("%(event)s: programme", event=chosen.event.name),
        "chosen": _filters(chosen),
        "columns": [_("Time"), _("Session"), _("Presented by"), _("Room")],
        "at_a_glance": _("At a glance"),
        "all_times": _("All times are London times."),
        "rows": [_row(chosen, item) for item in _in_order(chosen)],
        "nothing": _("No session fits."),
        "sessions_heading": _("Sessions"),
        "sessions": [_session(chosen, slot) for slot in chosen.slots] if with_words else [],
        "without_words": "" if with_words else _("What each session is about stands on its page."),
    }
    return _clean(values)


def poster_of(chosen: Chosen) -> dict[str, Any]:
    """As many sessions as fit; with more of them, how many begin when."""
    slots = [slot for slot in chosen.slots if not slot.is_cancelled]
    values = _frame(chosen) | {
        "title": _("%(event)s: poster", event=chosen.event.name),
        "at_a_glance": _("At a glance"),
        "lines": _poster_lines(chosen, slots),
        "address": public_url(f"/{chosen.event.slug}/programme"),
        "shown_address": public_url(f"/{chosen.event.slug}/programme").split("://", 1)[1],
        "scan": _("Scan the code for the whole programme, or go to"),
        "code_says": _("QR code that opens the programme"),
        "number": ngettext("%(num)s session", "%(num)s sessions", len(slots)),
    }
    return _clean(values)


def _frame(chosen: Chosen) -> dict[str, Any]:
    event = chosen.event
    at = chosen.published.at or event.created_at
    return {
        "language": str(get_locale() or "en").replace("_", "-"),
        "event": event.name,
        "tagline": event.tagline,
        "date": day(event.day_on),
        "organiser": event.policies.organiser_name,
        "notice": event.notice,
        "release": _("Release %(number)s", number=chosen.label) if chosen.label else "",
        "url": public_url(f"/{event.slug}/programme"),
        "made_on": at.date().isoformat(),
    }


def _in_order(chosen: Chosen) -> list[SlotShown | BreakShown]:
    """Pauses among the sessions; with filters the sessions alone."""
    pauses = () if chosen.filters.query else chosen.document.breaks
    return sorted((*chosen.slots, *pauses), key=lambda one: one.starts_at)


def _row(chosen: Chosen, item: SlotShown | BreakShown) -> dict[str, str]:
    times = {"time": _times(item), "cancelled": "", "language": ""}
    if isinstance(item, BreakShown):
        room = chosen.document.room_by_slug.get(item.room)
        return times | {"title": item.title, "services": "", "room": room.name if room else ""}
    session = chosen.session_of(item)
    return times | {
        "title": session.title,
        "language": _tag(session),
        "services": chosen.services_of(session),
        "room": chosen.document.room_by_slug[item.room].name,
        "cancelled": _("Cancelled") if item.is_cancelled else "",
    }


def _session(chosen: Chosen, slot: SlotShown) -> dict[str, Any]:
    session = chosen.session_of(slot)
    track = chosen.document.track_by_slug.get(session.track)
    room = chosen.document.room_by_slug[slot.room].name
    kind = words.kinds().get(session.kind, session.kind)
    access = words.provided(slot)
    facts = [_times(slot), room, kind, track.name if track else "", access]
    cancelled = _("Cancelled. %(because)s", because=slot.cancelled_because).strip()
    return {
        "title": session.title,
        "url": chosen.address_of(session),
        "language": _tag(session),
        "facts": " · ".join(fact for fact in facts if fact),
        "services": chosen.services_of(session),
        "presenters": "; ".join(lines(words.presented(session))),
        "cancelled": cancelled if slot.is_cancelled else "",
        "note": slot.note,
        "abstract": paragraphs(session.abstract),
        "outcomes_heading": _("Afterwards you can"),
        "outcomes": lines(session.outcomes),
        "before": _("Before you come: %(what)s", what=session.prerequisites)
        if session.prerequisites
        else "",
    }


def _poster_lines(chosen: Chosen, slots: list[SlotShown]) -> list[dict[str, str]]:
    if len(slots) <= MOST_ON_A_POSTER:
        return [_poster_line(chosen, slot) for slot in slots]
    by_time = [(time, list(them)) for time, them in groupby(slots, lambda s: s.starts_at)]
    found = [
        {
            "time": clock_time(time),
            "title": ngettext("%(num)s session", "%(num)s sessions", len(them)),
            "by": ", ".join(_tracks(chosen, them)),
        }
        for time, them in by_time[:MOST_ON_A_POSTER]
    ]
    if len(by_time) > len(found):
        found[-1] = {"time": found[-1]["time"], "title": _("and more"), "by": ""}
    return found


def _poster_line(chosen: Chosen, slot: SlotShown) -> dict[str, str]:
    session = chosen.session_of(slot)
    return {
        "time": clock_time(slot.starts_at),
        "title": session.title,
        "by": chosen.services_of(session),
    }


def _tracks(chosen: Chosen, slots: Iterable[SlotShown]) -> list[str]:
    named = {chosen.session_of(slot).track for slot in slots}
    return [track.name for track in chosen.document.tracks if track.slug in named]


def _filters(chosen: Chosen) -> str:
    """What was chosen, in words; empty for everything."""
    document, filters = chosen.document, chosen.filters
    named = {
        "track": {one.slug: one.name for one in document.tracks},
        "tag": {one.slug: one.name for one in document.tags},
        "service": {one.slug: one.name for one in document.services},
        "room": {one.slug: one.name for one in document.rooms},
        "level": words.levels(),
        "part": {"morning": _("Morning"), "afternoon": _("Afternoon")},
        "free": {"1": _("sessions with places left")},
        "provided": {"bsl": _("British Sign Language"), "captions": _("Live captions")},
    }
    said = [named.get(name, {}).get(value, value) for name, value in filters.query.items()]
    return _("Only: %(what)s", what=", ".join(said)) if said else ""


def _times(item: SlotShown | BreakShown) -> str:
    return f"{clock_time(item.starts_at)}–{clock_time(item.ends_at)}"


def _tag(session: SessionShown) -> str:
    """The language of its words, where it is another than the page's."""
    return "cy" if session.language == "cy" else ""


def _clean(value: Any) -> Any:
    """Without what a PDF's text cannot hold."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value
