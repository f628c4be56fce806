"""In which language one is written to."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.babel import LANGUAGES
from app.kernel.errors import Refusal
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.day import my_day_page
from app.pages.my.ways import back, registration_of
from app.registration import actions


@blueprint.post("/p/<token>/language")
def choose_language(token: str) -> Response:
    """English or Welsh, where the event offers it; the mails that come from now on."""
    registration, now = registration_of(token), clock.now()
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        problem = _("Choose English or Welsh.")
        return my_day_page(registration, token, problem=problem)
    ref = registration.public_id
    try:
        with transaction():
            actions.choose_language(ref, chosen, now=now)
            actions.confirm_address(ref, now=now)
    except Refusal as refusal:
        return my_day_page(registration_of(token), token, problem=str(refusal))
    return back(token, "language")
