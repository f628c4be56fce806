"""The programme as JSON, in a format of our own: `docs/programme.schema.json` says every field."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from flask import Response

from app.kernel.clock import LONDON, london
from app.kernel.links import public_url
from app.kernel.shown import lines
from app.pages.blueprint import blueprint
from app.pages.exports.chosen import Chosen, export
from app.timetable.rules import BreakShown, SessionShown, SlotShown

FORMAT = "digital-bootcamp-programme"
VERSION = 1


@blueprint.get("/<event>/programme.json")
def programme_data(event: str) -> Response:
    """For other sites' scripts too: it is public, and no cookie plays a part."""
    return export(event, "json", as_json, mimetype="application/json", to_all=True)


def as_json(chosen: Chosen) -> str:
    return json.dumps(programme(chosen), ensure_ascii=False, separators=(",", ":"))


def programme(chosen: Chosen) -> dict[str, Any]:
    """The whole value. Lists of rooms, tracks and so on are whole; sessions are those that fit."""
    document, event = chosen.document, chosen.event
    return {
        "format": FORMAT,
        "version": VERSION,
        "event": {
            "slug": event.slug,
            "name": event.name,
            "day_on": event.day_on.isoformat(),
            "time_zone": LONDON.key,
            "url": public_url(f"/{event.slug}/"),
            "programme_url": public_url(f"/{event.slug}/programme"),
        },
        "release": _release(chosen),
        "filters": chosen.filters.query,
        "rooms": [{"slug": o.slug, "name": o.name, "kind": o.kind} for o in document.rooms],
        "tracks": [{"slug": o.slug, "name": o.name} for o in document.tracks],
        "tags": [{"slug": o.slug, "name": o.name} for o in document.tags],
        "services": [
            {
                "slug": one.slug,
                "name": one.name,
                "name_cy": one.name_cy,
                "region": one.region,
                "nation": one.nation,
            }
            for one in document.services
        ],
        "sessions": [_session(chosen, *pair) for pair in chosen.sessions],
        "breaks": [_break(one) for one in document.breaks],
    }


def _release(chosen: Chosen) -> dict[str, str] | None:
    at = chosen.published.at
    return {"number": chosen.label, "released_at": _instant(at)} if at else None


def _session(chosen: Chosen, session: SessionShown, slots: tuple[SlotShown, ...]) -> dict[str, Any]:
    return {
        "id": session.ref,
        "slug": session.slug,
        "url": chosen.address_of(session),
        "title": session.title,
        "abstract": session.abstract,
        "outcomes": lines(session.outcomes),
        "prerequisites": session.prerequisites,
        "kind": session.kind,
        "languages": session.language.split(","),
        "level": session.level,
        "is_recorded": session.is_recorded,
        "track": session.track or None,
        "tags": list(session.tags),
        "services": list(session.services),
        "presenters": [
            {"name": one.name, "role": one.role, "service": one.service} for one in session.speakers
        ],
        "changed_at": _instant(session.changed_at),
        "slots": [_slot(slot) for slot in slots],
    }


def _slot(slot: SlotShown) -> dict[str, Any]:
    return {
        "id": slot.ref,
        "room": slot.room,
        "starts_at": _instant(slot.starts_at),
        "ends_at": _instant(slot.ends_at),
        "is_cancelled": slot.is_cancelled,
        "cancelled_because": slot.cancelled_because,
        "note": slot.note,
        "provided": [{"kind": one.kind, "state": one.state} for one in slot.provided],
        "changed_at": _instant(slot.changed_at),
    }


def _break(one: BreakShown) -> dict[str, Any]:
    return {
        "id": one.ref,
        "title": one.title,
        "room": one.room or None,
        "starts_at": _instant(one.starts_at),
        "ends_at": _instant(one.ends_at),
    }


def _instant(at: datetime) -> str:
    """RFC 3339 on London's clock, so that its digits are those on the programme's pages."""
    return london(at).isoformat(timespec="seconds")
