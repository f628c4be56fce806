"""Why a place ended, in the words of its last change."""

from __future__ import annotations

from flask_babel import gettext as _

BY_THEMSELVES = ("given_up", "declined", "registration_cancelled")


def why_ended(because: str) -> str:
    """Of a place in a session, with what to do next."""
    if because == "list_closed":
        return _("The waiting list is closed: no place came free for you.")
    if because == "offer_ran_out":
        return _(
            "This offer has ended and the place has gone to the next person. "
            "You can ask for the session again: add it on your day’s page."
        )
    if because == "session_cancelled":
        return _("This session has been cancelled. You can choose another.")
    if because == "swapped":
        return _("You moved from this session to one you wanted more.")
    if because == "substituted":
        return _("You handed this place to a colleague.")
    return _("This place has been given up already.")


def why_event_ended(because: str) -> str:
    """Of the place in the event."""
    if because == "list_closed":
        return _("The waiting list of the event is closed: no place came free for you.")
    if because == "offer_ran_out":
        return _(
            "The offer of a place at the event has ended and the place has gone to the next person. "
            "Register again if you still want to come: if the event is full, you join the end of its "
            "waiting list."
        )
    if because == "substituted":
        return _("You handed your place to a colleague.")
    if because == "not_reconfirmed":
        return _(
            "Your place has ended, since we had no answer to “Are you still coming?”. "
            "Register again if you want to come."
        )
    return _("You are no longer registered for this event.")
