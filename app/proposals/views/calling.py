"""The call as everybody sees it, beginning a proposal without an account, and a lost link."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _

from app.accounts.access import signed_in_address
from app.accounts.rules import address_of
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page, refused
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries, rules
from app.proposals.actions import Beginning
from app.proposals.enums import CallState
from app.proposals.forms.beginning import AddressForm, BeginForm
from app.proposals.forms.services import organisation_of, service_id_of, service_rows
from app.proposals.queries import Terms
from app.proposals.views.blueprint import (
    blueprint,
    count_a_mail,
    event_with_call,
    form_ref,
    new_form_token,
    one_of,
    see,
)
from app.speakers import queries as speakers
from app.speakers.actions import send_desk_link


@blueprint.get("/<event>/proposals")
def call(event: str) -> Response:
    """What is asked for, until when, and the way to begin; to who is signed in, the way to their desk."""
    found = event_with_call(event)
    now, terms = clock.now(), queries.terms_of(found.id)
    address = signed_in_address()
    desk = speakers.desk_at(found.id, address) if address else None
    return page(
        "proposals/call.html",
        event=found,
        terms=terms,
        state=terms.state_for(None, now=now),
        types=[(one, terms.window_for(one), terms.state_for(one, now=now)) for one in terms.types],
        required={
            one.id
            for one in terms.questions
            if rules.is_required(one.need, required_from=one.required_from, now=now)
        },
        desk_url=speakers.url_of(desk) if desk else "",
        now=now,
    )


@blueprint.route("/<event>/proposals/new", methods=["GET", "POST"])
def begin(event: str) -> Response:
    """Who you are and a working title: a draft, and the link to it by mail."""
    found = event_with_call(event)
    terms = queries.terms_of(found.id)
    state = terms.state_for(None, now=clock.now())
    why = rules.why_closed(state, has_late_code=state == CallState.CLOSED)
    if why or terms.call is None:
        return see(url_for("proposals.call", event=event))
    form = BeginForm(email=signed_in_address())
    if request.method == "GET":
        return _begin_page(found, form, terms)
    ref = form_ref()
    if ref is None or not form.validate():
        return _begin_page(found, form, terms, stale=ref is None, status=UNPROCESSABLE)
    return _begun(found, form, terms, ref)


@blueprint.get("/<event>/proposals/check-your-mail")
def check_your_mail(event: str) -> Response:
    """The same for everybody: the mail alone tells more, to its owner."""
    return page("proposals/check_your_mail.html", event=event_with_call(event, withdrawn_too=True))


@blueprint.route("/<event>/proposals/lost-link", methods=["GET", "POST"])
def lost_link(event: str) -> Response:
    """Sends the link to the desk again; the answer is the same whether there is one or not."""
    found = event_with_call(event, withdrawn_too=True)
    form = AddressForm()
    if request.method == "GET":
        return page("proposals/lost_link.html", event=found, form=form)
    if not form.validate():
        return refused("proposals/lost_link.html", event=found, form=form)
    count_a_mail()
    slug = found.slug
    with transaction():
        send_desk_link(found.id, address_of(form.email.data or ""), now=clock.now())
    return see(url_for("proposals.check_your_mail", event=slug))


def _begun(event: Event, form: BeginForm, terms: Terms, ref: str) -> Response:
    event_id, slug, address = event.id, event.slug, address_of(form.email.data or "")
    is_own = signed_in_address() == address  # who proved it already needs no mail
    if not is_own:
        count_a_mail()
    wish = Beginning(
        name=form.name.data or "",
        email=address,
        title=form.title.data or "",
        service_id=service_id_of(form.service.data),
        other_organisation=organisation_of(form.service.data, form.other_organisation.data),
        form_token=one_of(ref, slug, address),
        code=form.code.data or "",
    )
    try:
        with transaction():
            made = actions.begin(
                event_id, wish, tell=not is_own, now=clock.now(), actor=address
            ).public_id
    except errors.TooManyDrafts as refusal:
        if is_own:
            form.form_errors.append(str(refusal))
            return _begin_page(event, form, terms, status=UNPROCESSABLE)
        with transaction():
            send_desk_link(event_id, address, now=clock.now())
        return see(url_for("proposals.check_your_mail", event=slug))
    except Refusal as refusal:
        field = form.code if form.code.data or isinstance(refusal, errors.CallClosed) else None
        if field is not None:
            field.errors = [*field.errors, _code_sentence(refusal)]
        else:
            form.form_errors.append(str(refusal))
        return _begin_page(event, form, queries.terms_of(event_id), status=UNPROCESSABLE)
    if not is_own:
        return see(url_for("proposals.check_your_mail", event=slug))
    desk = speakers.desk_at(event_id, address)
    assert desk is not None, "it was opened with the draft"
    token = speakers.url_of(desk).rsplit("/", 1)[-1]
    return see(url_for("proposals.write", token=token, ref=made, step="session"))


def _code_sentence(refusal: Refusal) -> str:
    if isinstance(refusal, errors.CallClosed):
        return _("Enter the code that the organisers gave you")
    return str(refusal)


def _begin_page(
    event: Event, form: BeginForm, terms: Terms, *, stale: bool = False, status: int = 200
) -> Response:
    ref = form_ref() if request.method == "POST" else None
    return page(
        "proposals/begin.html",
        status=status,
        event=event,
        form=form,
        services=service_rows(),
        form_token=request.form["form_token"] if ref else new_form_token(),
        is_late=terms.state_for(None, now=clock.now()) == CallState.CLOSED,
        stale=stale,
    )
