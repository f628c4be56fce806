"""Sending somebody the link of their desk again."""

from __future__ import annotations

from flask import Response, abort
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.transaction import transaction
from app.speakers import actions, queries
from app.speakers.manage.blueprint import actor, blueprint, see


@blueprint.post("/<event>/manage/speakers/<ref>/send-link")
@requires(Role.ORGANISER)
def send_link(event: Event, ref: str) -> Response:
    desk = queries.desk_by_ref(ref)
    if desk is None or desk.event_id != event.id:
        abort(404)
    with transaction():
        actions.resend_desk_link(desk, now=clock.now(), actor=actor())
    return see("pages.manage_speakers", event, _("The link to the desk is on its way."))
