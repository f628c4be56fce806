"""Saying at which hours one can present."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.pages import page, refused
from app.kernel.transaction import transaction
from app.speakers import actions
from app.speakers.access import desk_of
from app.speakers.forms import AvailableForm
from app.speakers.views.blueprint import blueprint, to_desk


@blueprint.route("/s/<token>/availability", methods=["GET", "POST"])
def availability(token: str) -> Response:
    desk = desk_of(token)
    form = AvailableForm(hours=[str(hour) for hour in desk.available or []])
    values: dict[str, Any] = {"event": desk.event, "desk": desk, "token": token, "form": form}
    if request.method == "GET":
        return page("speakers/availability.html", **values)
    if not form.validate():
        return refused("speakers/availability.html", **values)
    with transaction():
        actions.say_available(desk, map(int, form.hours.data or []), now=clock.now())
    return to_desk(token, _("Thank you. The organisers see when you can present."))
