"""Publishing an event, with what is missing before."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.events import actions, queries, rules
from app.events.access import requires
from app.events.enums import Role
from app.events.manage.blueprint import actor, blueprint, changed, see_other
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page


@blueprint.get("/<event>/manage/publish")
@requires(Role.ORGANISER)
def publishing(event: Event) -> Response:
    return _publishing_page(event, FlaskForm())


@blueprint.post("/<event>/manage/publish")
@requires(Role.ORGANISER)
def publish(event: Event) -> Response:
    form = FlaskForm()
    if not changed(form, lambda: actions.publish(event.id, now=clock.now(), actor=actor())):
        return _publishing_page(event, form, status=422)
    flash(_("The event is public."))
    return see_other(url_for("events_manage.publishing", event=event.slug))


@blueprint.post("/<event>/manage/unpublish")
@requires(Role.ORGANISER)
def unpublish(event: Event) -> Response:
    form = FlaskForm()
    if not changed(form, lambda: actions.unpublish(event.id, now=clock.now(), actor=actor())):
        return _publishing_page(event, form, status=422)
    flash(_("Only the team sees the event now."))
    return see_other(url_for("events_manage.publishing", event=event.slug))


def _publishing_page(event: Event, form: FlaskForm, *, status: int = 200) -> Response:
    now = clock.now()
    return page(
        "events/manage/publishing.html",
        status=status,
        event=event,
        form=form,
        missing=queries.missing_in(event, now=now),
        why_not_unpublish=rules.why_not_unpublish(opens_at=event.registration_opens_at, now=now),
    )
