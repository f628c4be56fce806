"""Who runs a session on the day."""

from __future__ import annotations

from flask import Response, request

from app.accounts.actions import find_or_add_person
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import page, refused
from app.kernel.transaction import transaction
from app.programme import actions
from app.programme.enums import Crew
from app.programme.forms import HostForm
from app.programme.manage.blueprint import actor, blueprint, open_slot_of, refuse, see_session
from app.programme.models import Slot


@blueprint.route("/<event>/manage/slots/<slot>/host", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def host(event: Event, slot: str) -> Response:
    """They have a place by themselves. Refused: somebody who presents or hosts another session then."""
    found = open_slot_of(event, slot)
    form = HostForm(obj=found.host)
    if request.method == "GET":
        return page("programme/manage/host.html", event=event, slot=found, form=form)
    if form.validate():
        try:
            with transaction():
                _set(found, form)
            return see_session(event, found.session, "host")
        except Refusal as refusal:
            refuse(form, refusal)
    return refused("programme/manage/host.html", event=event, slot=found, form=form)


def _set(slot: Slot, form: HostForm) -> None:
    now, person = clock.now(), None
    if form.email.data:
        person = find_or_add_person(form.email.data, name=form.name.data or "", now=now)
    actions.set_crew(slot, Crew.HOST, person.id if person else None, now=now, actor=actor())
