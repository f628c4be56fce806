"""Who works in a session on the day besides those who present it: host, producer, captioner."""

from __future__ import annotations

from flask import Response, abort, request
from flask_babel import lazy_gettext as _

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
from app.programme.forms import CrewForm
from app.programme.manage.blueprint import actor, blueprint, open_slot_of, refuse, see_session
from app.programme.models import Slot

TITLES = {
    Crew.HOST: _("Host"),
    Crew.PRODUCER: _("Producer"),
    Crew.CAPTIONER: _("Captioner"),
}
TASKS = {
    Crew.HOST: _("The host runs the session on the day"),
    Crew.PRODUCER: _("The producer minds the meeting and its technology"),
    Crew.CAPTIONER: _("The captioner writes the captions"),
}


@blueprint.route("/<event>/manage/slots/<slot>/crew/<who>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def crew(event: Event, slot: str, who: str) -> Response:
    """They have a place by themselves. Who works in two sessions at one time is warned of, not refused."""
    task = Crew(who) if who in list(Crew) else abort(404)
    found = open_slot_of(event, slot)
    form = CrewForm.of(task, getattr(found, task.value))
    values = {
        "event": event,
        "slot": found,
        "form": form,
        "who": task.value,
        "title": TITLES[task],
        "task": TASKS[task],
    }
    if request.method == "GET":
        return page("programme/manage/crew.html", **values)
    if form.validate():
        try:
            with transaction():
                _set(found, task, form)
            return see_session(event, found.session, task.value)
        except Refusal as refusal:
            refuse(form, refusal)
    return refused("programme/manage/crew.html", **values)


def _set(slot: Slot, task: Crew, form: CrewForm) -> None:
    now, person = clock.now(), None
    if form.email.data:
        person = find_or_add_person(form.email.data, name=form.name.data or "", now=now)
    actions.set_crew(slot, task, person.id if person else None, now=now, actor=actor())
