"""Who does what in an event."""

from __future__ import annotations

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _

from app.accounts.actions import find_or_add_person
from app.events import actions, queries, rules
from app.events.access import requires
from app.events.enums import Role
from app.events.forms import ROLE_NAMES, EndRoleForm, InviteForm
from app.events.manage.blueprint import actor, blueprint, changed, see_other
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page


@blueprint.get("/<event>/manage/team")
@requires(Role.ORGANISER)
def team(event: Event) -> Response:
    return _team_page(event, InviteForm())


@blueprint.post("/<event>/manage/team")
@requires(Role.ORGANISER)
def team_invite(event: Event) -> Response:
    """Gives a person a role; they get a mail with where to sign in."""
    form = InviteForm()

    def change() -> None:
        now = clock.now()
        person = find_or_add_person(form.email.data or "", name=form.name.data or "", now=now)
        actions.grant_role(person.id, Role(form.role.data), event.id, now=now, actor=actor())

    if not changed(form, change):
        return _team_page(event, form, status=422)
    flash(_("%(name)s is on the team.", name=form.name.data))
    return see_other(url_for("events_manage.team", event=event.slug))


@blueprint.post("/<event>/manage/team/end")
@requires(Role.ORGANISER)
def team_end(event: Event) -> Response:
    """Takes a role in this event away; one in all events is not ended here."""
    form = EndRoleForm()
    ending = next(
        (
            mate
            for mate in queries.team(event.id)
            if not mate.everywhere
            and mate.person.public_id == form.person.data
            and mate.role == form.role.data
        ),
        None,
    )
    if ending is None:
        abort(404)
    person_id, name, role = ending.person.id, ending.person.name, ending.role
    if not changed(
        form,
        lambda: actions.end_role(person_id, role, event.id, now=clock.now(), actor=actor()),
    ):
        invite = InviteForm(formdata=None)
        invite.form_errors.extend(form.form_errors)
        return _team_page(event, invite, status=422)
    flash(_("The role of %(name)s has ended.", name=name))
    return see_other(url_for("events_manage.team", event=event.slug))


def _team_page(event: Event, form: InviteForm, *, status: int = 200) -> Response:
    mates = queries.team(event.id)
    organisers = sum(mate.role == Role.ORGANISER for mate in mates)
    rows = [
        (mate, rules.why_not_end_role(mate.role, other_organisers=organisers - 1)) for mate in mates
    ]
    return page(
        "events/manage/team.html",
        status=status,
        event=event,
        form=form,
        rows=rows,
        role_names=ROLE_NAMES,
    )
