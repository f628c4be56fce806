"""The blueprint of organisers' and reviewers' pages about proposals, and what its views share."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, abort, redirect

from app.accounts.access import signed_in_address
from app.events.models import Event
from app.proposals import queries
from app.proposals.models import Proposal

blueprint = Blueprint("proposals_manage", __name__)


def actor() -> str:
    """Who acts, as the audit trail names them."""
    return signed_in_address() or ""


def proposal_of(event: Event, ref: str) -> Proposal:
    """A proposal of this event as organisers may see it; 404 for any other."""
    found = queries.by_ref(ref)
    return found if found is not None and found.event_id == event.id else abort(404)


def see(address: str) -> Response:
    return cast("Response", redirect(address, 303))
