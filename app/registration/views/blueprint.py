"""The blueprint of registering, and what its views share."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect

from app.events import queries as events
from app.events.models import Event

blueprint = Blueprint("registration", __name__)


def public_event(slug: str) -> Event:
    return events.published_by_slug(slug) or abort(404)


def see(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]
