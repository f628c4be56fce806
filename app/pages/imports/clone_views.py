"""Organisers begin an event with what an earlier one had."""

from __future__ import annotations

from typing import cast

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import signed_in, signed_in_address
from app.events import queries as events
from app.events import rules
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.imports.cloning import Copy, clone, copy_of
from app.pages.imports.forms import CloneForm
from app.programme import queries as programme

LOOK = "look"  # the button that shows what would be copied


@blueprint.route("/<event>/manage/clone", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def clone_programme(event: Event) -> Response:
    """Into an event without sessions, from another one that this person organises."""
    sources = {one.slug: one for one in _sources(event)}
    form = CloneForm()
    form.source.choices = [(one.slug, one.name) for one in sources.values()]
    if request.method == "GET" or not sources or programme.sessions(event.id):
        return _page(event, form, status=200 if request.method == "GET" else UNPROCESSABLE)
    if not form.validate():
        return _page(event, form, status=UNPROCESSABLE)
    source = sources[form.source.data]
    if LOOK in request.form:
        return _look(event, form, source)
    return _do(event, form, source)


def _sources(event: Event) -> list[Event]:
    """Newest first."""
    person = signed_in()
    assert person is not None, "the door has looked"
    return [
        found
        for found, roles in events.events_of(person.person_ids)
        if found.id != event.id and rules.may_act(roles, Role.ORGANISER)
    ]


def _look(event: Event, form: CloneForm, source: Event) -> Response:
    copy = copy_of(source, event, form.parts.data or [])
    form.seen.data = copy.fingerprint
    return _page(event, form, source=source, copy=copy)


def _do(event: Event, form: CloneForm, source: Event) -> Response:
    try:
        with transaction():
            copy = clone(
                source,
                event.id,
                form.parts.data or [],
                seen=form.seen.data or "",
                now=clock.now(),
                actor=signed_in_address() or "",
            )
            said = _done(copy)
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, form, status=UNPROCESSABLE)
    flash(said)
    return cast("Response", redirect(url_for("pages.manage_sessions", event=event.slug), 303))


def _done(copy: Copy) -> str:
    parts = [
        ngettext("%(num)s room copied", "%(num)s rooms copied", len(copy.rooms)),
        ngettext("%(num)s track copied", "%(num)s tracks copied", len(copy.tracks)),
        ngettext("%(num)s session copied", "%(num)s sessions copied", len(copy.sessions)),
        ngettext("%(num)s question copied", "%(num)s questions copied", len(copy.questions)),
    ]
    return _("Done: %(what)s.", what=", ".join(parts))


def _page(
    event: Event,
    form: CloneForm,
    *,
    source: Event | None = None,
    copy: Copy | None = None,
    status: int = 200,
) -> Response:
    return page(
        "pages/imports/clone.html",
        status=status,
        event=event,
        form=form,
        source=source,
        copy=copy,
        has_sessions=bool(programme.sessions(event.id)),
    )
