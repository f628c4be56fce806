"""The blueprint of organisers' pages about people, and the words they share."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _

from app.accounts.access import signed_in_address
from app.registration.actions.gate import CLASH

blueprint = Blueprint("registration_manage", __name__)

STATES = {
    "applied": _("Applied"),
    "waiting": _("Waiting"),
    "offered": _("Has an offer"),
    "confirmed": _("Has a place"),
    "declined": _("Declined"),
    "expired": _("Offer ran out"),
    "cancelled": _("Cancelled"),
}
# Why a place changed, as the history keeps it.
REASONS = {
    "registered": _("registered"),
    "asked": _("asked for this session"),
    "freed": _("a place was free"),
    "moved_up": _("moved up from the waiting list"),
    "given_up": _("given up"),
    "registration_cancelled": _("gave up the place in the event"),
    "session_cancelled": _("the session was cancelled"),
}
# Why somebody who waits was passed over.
SKIPS = {CLASH: _("has another session at that time")}


def actor() -> str:
    """Who acts, as history and audit trail name them."""
    return signed_in_address() or ""
