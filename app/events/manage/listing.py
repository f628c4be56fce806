"""One's events, and a new one."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.accounts.access import SignedIn, needs_sign_in, signed_in
from app.events import actions, queries
from app.events.access import requires_everywhere
from app.events.enums import Role
from app.events.forms import NewEventForm
from app.events.manage.blueprint import actor, blueprint, changed, see_other
from app.events.navigation import manage_links
from app.events.templates import TEMPLATES
from app.kernel import clock
from app.kernel.pages import page, refused


@blueprint.get("/events")
@needs_sign_in
def index(user: SignedIn) -> Response:
    """The events in which one has a role, with the way into each."""
    mine = [
        (event, roles, manage_links(event, roles=roles)[:1])
        for event, roles in queries.events_of(user.person_ids)
    ]
    return page("events/manage/index.html", mine=mine)


@blueprint.route("/events/new", methods=["GET", "POST"])
@requires_everywhere(Role.ORGANISER)
def new() -> Response:
    """A new event from a template."""
    form = NewEventForm()
    if request.method == "GET":
        return page("events/manage/new.html", form=form, templates=TEMPLATES)
    user = signed_in()
    slug = (form.slug.data or "").lower()

    def change() -> None:
        assert form.day_on.data is not None, "the form needs it"
        draft = actions.EventDraft(
            name=form.name.data or "",
            slug=slug,
            day_on=form.day_on.data,
            template=form.template.data,
        )
        organiser = user.person_ids[0] if user else None
        actions.create_event(draft, now=clock.now(), actor=actor(), organiser_id=organiser)

    if not changed(form, change):
        return refused("events/manage/new.html", form=form, templates=TEMPLATES)
    flash(_("The event is made. Only its team sees it until you publish it."))
    return see_other(url_for("events_manage.details", event=slug))
