"""The blueprint of organisers' pages about speakers, and what its views share."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, flash, redirect, url_for

from app.accounts.access import signed_in_address
from app.events.models import Event

blueprint = Blueprint("speakers_manage", __name__)


def actor() -> str:
    """Who acts, as the audit trail names them."""
    return signed_in_address() or ""


def see(endpoint: str, event: Event, done: str) -> Response:
    """On to a page of the event, which says what was done."""
    flash(done)
    return cast("Response", redirect(url_for(endpoint, event=event.slug), 303))
