"""How one's calendar comes: an entry for the day or for each session, and the feed's address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Response, current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.limits import Limit
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.day import my_day_page
from app.pages.my.ways import back, registration_of
from app.registration import actions
from app.registration.enums import CalendarChoice
from app.registration.models import Registration

# Each change writes mails, and whoever was forwarded a mail has the button.
CHANGES, CHANGES_FOR = 10, timedelta(hours=1)


@blueprint.post("/p/<token>/calendar")
def choose_calendar(token: str) -> Response:
    registration = registration_of(token)
    chosen = request.form.get("calendar", "")
    if chosen not in list(CalendarChoice):
        problem = _("Choose how you want your calendar entries.")
        return my_day_page(registration, token, problem=problem)
    choice = CalendarChoice(chosen)
    return _changed(
        registration,
        token,
        "calendar",
        lambda: actions.choose_calendar(registration.public_id, choice, now=clock.now()),
    )


@blueprint.post("/p/<token>/new-feed")
def new_feed(token: str) -> Response:
    """The old address stops working at once, wherever it was passed on to."""
    registration = registration_of(token)
    return _changed(
        registration,
        token,
        "new-feed",
        lambda: actions.new_feed(registration.public_id, now=clock.now()),
    )


def _changed(
    registration: Registration, token: str, done: str, change: Callable[[], None]
) -> Response:
    limit: Limit = current_app.extensions.setdefault("calendar_limit", Limit(CHANGES, CHANGES_FOR))
    seconds = limit.wait_after_try(registration.public_id, now=clock.now())
    if seconds:
        raise TooManyRequests(retry_after=seconds)
    try:
        with transaction():
            change()
            actions.confirm_address(registration.public_id, now=clock.now())
    except Refusal as refusal:
        return my_day_page(registration_of(token), token, problem=str(refusal))
    return back(token, done)
