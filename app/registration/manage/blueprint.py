"""The blueprint of organisers' pages about people, and the words they share."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _

from app.accounts.access import signed_in_address
from app.registration.enums import Skip

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
    "accepted": _("took the offer"),
    "declined": _("declined the offer"),
    "offer_ran_out": _("did not answer the offer in time"),
    "swapped": _("gave it up for a session wanted more"),
    "drawn": _("drawn"),
    "not_needed": _("not needed: a session wanted more at that time"),
    "substituted": _("handed to a colleague"),
    "named": _("got a name"),
    "presents": _("presents or hosts"),
    "presents_not": _("does not present or host any more"),
    "picked": _("picked by an organiser"),
    "list_closed": _("the waiting list was closed"),
    "not_reconfirmed": _("did not say “still coming”"),
    "no_name": _("no name came for this place of a group"),
    "stood_by": _("stood by at the start"),
}
# Why somebody who waits was passed over.
SKIPS = {
    Skip.CLASH: _("has another session at that time"),
    Skip.SHARE: _("their library service held its share"),
    Skip.EVENT: _("waits for a place in the event"),
}


def actor() -> str:
    """Who acts, as history and audit trail name them."""
    return signed_in_address() or ""
