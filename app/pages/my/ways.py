"""From a link to a person's registration, and back to their page; whom of several at one address a page
of who is signed in is for."""

from __future__ import annotations

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from wtforms import Field, Form, HiddenField

from app.accounts import queries as accounts
from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.events.models import Event
from app.kernel.pages import UNPROCESSABLE, page
from app.registration import queries
from app.registration.models import Registration


def registration_of(token: str) -> Registration:
    registration = queries.by_public_id(subject_of(token, LinkPurpose.MY))
    return registration or abort(404)


def token_of(registration: Registration) -> str:
    links = accounts.links_of([registration.public_id], LinkPurpose.MY)
    return accounts.token_of(links[registration.public_id])


def back(token: str, done: str) -> Response:
    """To my day, which says what was done."""
    return see(url_for("pages.personal_link", token=token, done=done))


def see(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]


def named() -> str:
    """Whom the page or the form names (`who`, a public id); empty: nobody."""
    return (request.form if request.method == "POST" else request.args).get("who", "")


def chosen_of(mine: list[Registration]) -> Registration | None:
    """Who is named, never somebody else at the address. Nobody named: the first when a page is opened,
    which then says whom it is for, and nobody when a form is sent."""
    if request.method != "POST" and not named():
        return mine[0] if mine else None
    return next((one for one in mine if one.public_id == named()), None)


def nobody_chosen(event: Event, address: str, form: Form | None = None) -> Response:
    """When `chosen_of` finds nobody: to the list of who is here, or why nothing was done, with what was
    typed."""
    if request.method != "POST" and not named():
        return see(url_for("pages.my_day", event=event.slug))
    return not_done(event, _why_nobody(event, address), form)


def not_done(event: Event, why: str, form: Form | None = None, *, sign_in_at: str = "") -> Response:
    """A form that nothing was done with; what was typed is shown, to be copied."""
    return page(
        "pages/not_done.html",
        status=UNPROCESSABLE,
        event=event,
        why=why,
        typed=typed_in(form) if form is not None else [],
        sign_in_at=sign_in_at,
    )


def typed_in(form: Form) -> list[Field]:
    """The questions of a form that were answered."""
    return [field for field in form if field.data and not isinstance(field, HiddenField)]


def _why_nobody(event: Event, address: str) -> str:
    if not named():
        return _("The form does not say whose place it is for. Nothing was changed.")
    found = queries.by_public_id(named())
    if found is not None and found.event_id == event.id and found.person.email == address:
        name = found.person.name
        return _("The place of %(name)s is no longer there. Nothing was changed.", name=name)
    return _(
        "The place that this was for is no longer there, or it belongs to another address than "
        "%(address)s. Nothing was changed.",
        address=address,
    )
