"""Times for tech checks, and who has chosen which."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.speakers import actions, queries
from app.speakers.actions import TechCheckDraft
from app.speakers.forms import TechCheckForm
from app.speakers.manage.blueprint import actor, blueprint, see


@blueprint.get("/<event>/manage/tech-checks")
@requires(Role.ORGANISER)
def tech_checks(event: Event) -> Response:
    return _page(event, TechCheckForm(formdata=None, places=1))


@blueprint.post("/<event>/manage/tech-checks")
@requires(Role.ORGANISER)
def add_tech_check(event: Event) -> Response:
    form = TechCheckForm()
    if not form.validate():
        return _page(event, form, status=UNPROCESSABLE)
    assert form.starts_at.data and form.ends_at.data and form.places.data, "the form needs them"
    draft = TechCheckDraft(
        starts_at=form.starts_at.data,
        ends_at=form.ends_at.data,
        places=form.places.data,
        meeting_url=form.meeting_url.data or "",
    )
    try:
        with transaction():
            actions.add_tech_check(event.id, draft, now=clock.now(), actor=actor())
    except Refusal as refusal:
        form.ends_at.errors = [str(refusal)]
        return _page(event, form, status=UNPROCESSABLE)
    return see("speakers_manage.tech_checks", event, _("Speakers can choose this time now."))


@blueprint.post("/<event>/manage/tech-checks/<ref>/remove")
@requires(Role.ORGANISER)
def remove_tech_check(event: Event, ref: str) -> Response:
    try:
        with transaction():
            actions.remove_tech_check(event.id, ref, now=clock.now(), actor=actor())
    except Refusal as refusal:
        form = TechCheckForm(formdata=None, places=1)
        return _page(event, form, status=UNPROCESSABLE, problem=str(refusal))
    return see("speakers_manage.tech_checks", event, _("The time is not offered any more."))


def _page(event: Event, form: TechCheckForm, *, status: int = 200, problem: str = "") -> Response:
    return page(
        "speakers/manage/tech_checks.html",
        status=status,
        event=event,
        form=form,
        offered=queries.tech_checks(event.id),
        problem=problem,
    )
