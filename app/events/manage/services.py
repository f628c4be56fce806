"""Library services that count as one group where places are shared out: for all events alike."""

from __future__ import annotations

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.events import actions, queries
from app.events.access import requires_everywhere
from app.events.enums import Role
from app.events.forms import GroupForm
from app.events.manage.blueprint import actor, blueprint, changed, see_other
from app.kernel import clock
from app.kernel.pages import page, refused


@blueprint.get("/services")
@requires_everywhere(Role.ORGANISER)
def services() -> Response:
    """Every library service with its group, if it has one."""
    return page("events/manage/services.html", services=queries.every_service())


@blueprint.route("/services/<slug>", methods=["GET", "POST"])
@requires_everywhere(Role.ORGANISER)
def service(slug: str) -> Response:
    found = queries.service_by_slug(slug) or abort(404)
    form = GroupForm(obj=found)
    if request.method == "GET":
        return page("events/manage/service.html", service=found, form=form)
    name, group = found.name, form.counts_as.data or ""
    if not changed(
        form, lambda: actions.set_counts_as(slug, group, now=clock.now(), actor=actor())
    ):
        return refused("events/manage/service.html", service=found, form=form)
    flash(_("Saved for %(name)s", name=name))
    return see_other(url_for("events_manage.services"))
