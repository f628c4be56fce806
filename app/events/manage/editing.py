"""Details, booking window, rules and words of an event: each a page with one form."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.events import actions
from app.events.access import requires
from app.events.enums import Role
from app.events.forms import DetailsForm, RulesForm, WindowsForm, WordsForm
from app.events.manage.blueprint import actor, blueprint, changed, see_other
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page, refused

METHODS = ["GET", "POST"]


@blueprint.route("/<event>/manage/details", methods=METHODS)
@requires(Role.ORGANISER)
def details(event: Event) -> Response:
    form = DetailsForm(obj=event)

    def change() -> None:
        assert form.day_on.data is not None, "the form needs it"
        draft = actions.DetailsDraft(
            name=form.name.data or "",
            slug=(form.slug.data or "").lower(),
            day_on=form.day_on.data,
            tagline=form.tagline.data or "",
            description=form.description.data or "",
            notice=form.notice.data or "",
        )
        actions.edit_details(event.id, draft, now=clock.now(), actor=actor())

    return _edited(event, form, "details", change)


@blueprint.route("/<event>/manage/windows", methods=METHODS)
@requires(Role.ORGANISER)
def windows(event: Event) -> Response:
    form = WindowsForm(obj=event)

    def change() -> None:
        actions.edit_windows(
            event.id,
            opens_at=form.registration_opens_at.data,
            closes_at=form.registration_closes_at.data,
            now=clock.now(),
            actor=actor(),
        )

    return _edited(event, form, "windows", change)


@blueprint.route("/<event>/manage/rules", methods=METHODS)
@requires(Role.ORGANISER)
def rules(event: Event) -> Response:
    return _policies(event, RulesForm(obj=event.policies), "rules")


@blueprint.route("/<event>/manage/words", methods=METHODS)
@requires(Role.ORGANISER)
def words(event: Event) -> Response:
    return _policies(event, WordsForm(obj=event.policies), "words")


def _policies(event: Event, form: FlaskForm, name: str) -> Response:
    """A form whose fields are named as the policies are."""

    def change() -> None:
        values = {
            field.name: "" if field.data is None else field.data
            for field in form
            if field.name != "csrf_token"
        }
        actions.edit_policies(event.id, now=clock.now(), actor=actor(), **values)

    return _edited(event, form, name, change)


def _edited(event: Event, form: FlaskForm, name: str, change: Callable[[], None]) -> Response:
    template = f"events/manage/{name}.html"
    if request.method == "GET":
        return page(template, event=event, form=form)
    if not changed(form, change):
        return refused(template, event=event, form=form)
    flash(_("Saved"))
    return see_other(url_for(f"events_manage.{name}", event=event.slug))
