"""Invented values for a mail of each kind, for a preview before there is a real one. No real person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from app.events.models import Event
from app.kernel import shown
from app.kernel.clock import LONDON
from app.kernel.links import public_url


def sample_of(template: str, variant: tuple[str, str] | None, event: Event) -> dict[str, Any]:
    """What a message would give to this mail; for a variant, as it is then."""
    values = _shared(event) | _OF.get(template, {})
    if variant is not None:
        values |= {variant[0]: variant[1]} | _WHEN.get((template, variant[1]), {})
    return _with_rows(values, event)


def _shared(event: Event) -> dict[str, Any]:
    here = public_url(f"/{event.slug}/")
    answer_by = shown.moment(_at(event, 10, 30) - timedelta(days=7))
    return {
        "name": "Siân Example",
        "event": event.name,
        "day": shown.day(event.day_on),
        "event_url": here,
        "my_url": f"{here}my",
        "reference": "K7M2-P9QX",
        "contact": event.policies.contact_email,
        "notice": event.notice,
        "welcome_words": event.policies.welcome_words,
        "answer_url": f"{here}my",
        "join_url": f"{here}my",
        "choose_url": f"{here}my",
        "desk_url": here,
        "proposal_url": here,
        "materials_url": here,
        "certificate_url": f"{here}my",
        "slides_url": f"{here}programme",
        "group_url": here,
        "link": f"{here}my",
        "until": answer_by,
        "by": answer_by,
        "drawn_at": answer_by,
        "ends": answer_by,
        "reviews_url": here,
        "leave_url": here,
        "names_due": answer_by,
        "confirm_by": answer_by,
        "due": shown.day(event.day_on - timedelta(days=3)),
    } | _PLAIN


_PLAIN: dict[str, Any] = {
    "title": "Setting up a podcast in a small library",
    "new_title": "Setting up a podcast in a small library",
    "owner": "Gwynedd Libraries and Suffolk Libraries",
    "lead": "Ben Example",
    "who": "Ben Example",
    "of": "Gwynedd Libraries",
    "organisation": "Gwynedd Libraries",
    "from_whom": "Ben Example",
    "colleague": "Ben Example",
    "old_name": "Ada Example",
    "new_name": "Ben Example",
    "learning_time": "3 h 15 min of sessions attended",
    "because": "",
    "state": "confirmed",
    "was": "confirmed",
    "about": "session",
    "why": "clash",
    "step": "soon",
    "decision": "accept",
    "position": 7,
    "ahead": 2,
    "ticket": "T1CK-ET",
    "at_share": False,
    "share_until": "",
    "one_entry": True,
    "is_last_day": False,
    "is_again": False,
    "is_lead": True,
    "is_cancelled": False,
    "is_corrected": False,
    "has_accepted": True,
    "has_asked": True,
    "may_reopen": True,
    "confirmed": 4,
    "left": 3,
    "minimum_sessions": 2,
    "opens": "09:45",
    "type": "Talk",
    "minutes": 45,
    "abstract": [
        "How two people began a podcast with one microphone, and what they would do again."
    ],
    "outcomes": ["Choose a microphone", "Plan three episodes"],
    "presenters": [
        {"name": "Ben Example", "role": "Librarian", "organisation": "Gwynedd", "is_asked": False},
        {"name": "Ada Example", "role": "", "organisation": "Suffolk", "is_asked": True},
    ],
}

# What a folder's mail has otherwise.
_OF: dict[str, dict[str, Any]] = {
    "registration/email/group_made": {"waiting": 0},
    "registration/email/admitted": {"until": ""},
    "registration/email/not_drawn": {"places": [], "waiting": []},
    "invites/email/entry": {"until": "10:45"},
    "registration/email/released": {"because": "not_reconfirmed"},
    "proposals/email/correction_answered": {"state": "agreed"},
}

# What comes with a variant, for the mail to be true.
_NO_PLACE: dict[str, Any] = {"places": [], "waiting": []}
_HELD = {"until": "held"}
_AGAIN = {"is_again": True}
_OF_EVENT: dict[str, Any] = {"session": None}
_WHEN: dict[tuple[str, str], dict[str, Any]] = {
    ("registration/email/registered", "waiting"): _NO_PLACE,
    ("registration/email/registered", "applied"): _NO_PLACE,
    ("registration/email/admitted", "offered"): _HELD,
    ("registration/email/taken_over", "waiting"): _NO_PLACE,
    ("registration/email/taken_over", "applied"): _NO_PLACE,
    ("registration/email/group_named", "waiting"): _NO_PLACE,
    ("registration/email/group_named", "applied"): _NO_PLACE,
    ("registration/email/group_made", "waiting"): {"confirmed": 0, "waiting": 4},
    ("registration/email/offer_ran_out", "event"): _OF_EVENT,
    ("registration/email/passed_over", "event"): _OF_EVENT | {"why": "share"},
    ("registration/email/list_closed", "event"): _OF_EVENT,
    ("registration/email/still_coming", "again"): _AGAIN,
    ("invites/email/entry", "cancel"): {"is_cancelled": True},
    ("proposals/email/sent", "presenter"): {"is_lead": False},
    ("proposals/email/withdrawn", "presenter"): {"is_lead": False},
    ("proposals/email/presenter_answered", "no"): {"has_accepted": False},
    ("certificates/email/ready", "corrected"): {"is_corrected": True},
}


def _at(event: Event, hour: int, minute: int) -> datetime:
    on = event.day_on
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def _with_rows(values: dict[str, Any], event: Event) -> dict[str, Any]:
    """The rows of sessions, which have dates."""
    early = _session(event, "Setting up a podcast in a small library", 10)
    late = _session(event, "Filming and editing video with what you have", 14)
    place = {"ahead": None, "skipped": "", "until": "", "join_url": values["join_url"]}
    spot = {"when": shown.moment(_at(event, 14, 0)), "until": "14:45", "room": "Room 2"}
    before = {"when": shown.moment(_at(event, 10, 0)), "until": "10:45", "room": "Room 1"}
    move = {"title": early["title"], "old": before, "new": spot, "is_waiting": False}
    rows = {
        "session": early,
        "first": early,
        "sessions": [
            early
            | {"new": spot, "join_url": values["join_url"]}
            | {"dial_in": {"number": "01632 960001", "meeting": "555 0100", "passcode": "owl-42"}}
        ],
        "rows": [{"title": early["title"], "see_url": values["slides_url"]}],
        "instead_of": [],
        "places": [early | place],
        "waiting": [late | {"ahead": 2, "skipped": "", "until": ""}],
        "wishes": [],
        "moves": [move | {"is_offered": False, "is_presenter": False}],
        "clashes": [],
        "when": before["when"],
        "new": spot,
    }
    if values["until"] == "held":
        values["until"] = values["by"]
    if values.get("places") == [] and values.get("state") != "offered":
        rows["wishes"] = [early | {"ahead": None, "skipped": "", "until": ""}]
    return rows | values


def _session(event: Event, title: str, hour: int) -> dict[str, Any]:
    starts_at = _at(event, hour, 0)
    return {
        "title": title,
        "time": shown.span(starts_at, starts_at + timedelta(minutes=45)),
        "day": shown.day(event.day_on),
        "room": "Room 1",
        "services": "Gwynedd Libraries, Suffolk Libraries",
    }
