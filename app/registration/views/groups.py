"""Places for several colleagues: a lead asks, gives names on the group's own page, and each colleague
chooses sessions by a link of their own."""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock, tokens
from app.kernel.errors import Refusal
from app.kernel.keys import current_key, signing_keys
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.registration import actions, errors, queries, rules
from app.registration.forms import OTHER, ColleagueForm, GroupForm
from app.registration.models import GroupBooking
from app.registration.views.blueprint import blueprint, public_event, see
from app.registration.views.pages import closed_page, service_rows, situation_of
from app.registration.views.register import why_closed

PURPOSE = "group form"  # of the token that makes a form sent twice one group


@blueprint.route("/<event>/register/group", methods=["GET", "POST"])
def ask_for_group(event: str) -> Response:
    """How many places, and for whom they are: names follow."""
    found = public_event(event)
    why = why_closed(found, situation_of(found))
    if why:
        return closed_page(found, why, status=UNPROCESSABLE if request.method == "POST" else 200)
    form = GroupForm()
    form.offer(events.service_choices())
    if request.method == "GET":
        return _form_page(found, form, token=_new_token())
    token = request.form.get("token", "")
    ref = tokens.unsign(token, purpose=PURPOSE, keys=signing_keys())
    if ref is None or not form.validate():
        return _form_page(found, form, token=token if ref else _new_token(), status=UNPROCESSABLE)
    event_id = found.id
    service = next((s for s in events.service_choices() if s.slug == form.service.data), None)
    wish = actions.GroupWish(
        email=form.email.data or "",
        name=form.name.data or "",
        service_id=service.id if service else None,
        other_organisation=form.other_organisation.data or "" if form.service.data == OTHER else "",
        places=form.places.data or 0,
        form_token=ref,
    )
    try:
        with transaction():
            group_ref = actions.book_group(event_id, wish, now=clock.now()).public_id
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        found = public_event(event)
        return _form_page(found, form, token=token, status=UNPROCESSABLE)
    link = accounts.links_of([group_ref], LinkPurpose.GROUP)[group_ref]
    return _back(accounts.token_of(link), "asked")


@blueprint.get("/g/<token>")
def group(token: str) -> Response:
    """The lead's page: each place with its state and name, or the form for one."""
    return _group_page(_group(token), token)


@blueprint.post("/g/<token>/name")
def name_place(token: str) -> Response:
    """Gives one place a name; what was typed stays when it is refused."""
    found = _group(token)
    ref = request.form.get("place", "")
    form = ColleagueForm()
    if ref not in [one.public_id for one in queries.places_of_group(found.id)]:
        abort(404)
    if not form.validate():
        return _group_page(found, token, form=form, place=ref)
    try:
        with transaction():
            actions.name_place(
                ref, name=form.name.data or "", email=form.email.data or "", now=clock.now()
            )
    except errors.AlreadyRegistered:
        form.form_errors.append(_("This colleague is registered already."))
        return _group_page(_group(token), token, form=form, place=ref)
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return _group_page(_group(token), token, form=form, place=ref)
    return _back(token, "named")


@blueprint.post("/g/<token>/give-up")
def give_up_place(token: str) -> Response:
    """A place nobody is named for yet goes to the next who waits."""
    found = _group(token)
    ref = request.form.get("place", "")
    unnamed = [one.public_id for one in queries.places_of_group(found.id) if one.is_unnamed]
    if ref not in unnamed:
        return _group_page(found, token, problem=_("This place is not yours to give up any more."))
    try:
        with transaction():
            actions.give_up_unnamed(ref, now=clock.now())
    except Refusal as refusal:
        return _group_page(_group(token), token, problem=str(refusal))
    return _back(token, "given-up")


def _form_page(event: Event, form: GroupForm, *, token: str, status: int = 200) -> Response:
    return page(
        "registration/group_form.html",
        status=status,
        event=event,
        form=form,
        token=token,
        services=service_rows(),
        situation=situation_of(event),
        names_due_at=rules.names_due_at(event.policies.places, day_on=event.day_on),
    )


def _group_page(
    found: GroupBooking,
    token: str,
    *,
    form: ColleagueForm | None = None,
    place: str = "",
    problem: str = "",
) -> Response:
    event = found.event
    refused = form is not None or bool(problem)
    return page(
        "registration/group.html",
        status=UNPROCESSABLE if refused else 200,
        event=event,
        group=found,
        token=token,
        places=queries.places_of_group(found.id),
        turns=queries.turns_in_event(event.id),
        form=form,
        place=place,
        problem=problem,
        done=request.args.get("done", ""),
        names_due_at=rules.names_due_at(event.policies.places, day_on=event.day_on),
        is_late=clock.now() >= rules.names_due_at(event.policies.places, day_on=event.day_on),
    )


def _group(token: str) -> GroupBooking:
    return queries.group_by_public_id(subject_of(token, LinkPurpose.GROUP)) or abort(404)


def _new_token() -> str:
    return tokens.sign(tokens.public_id(), purpose=PURPOSE, key=current_key())


def _back(token: str, done: str) -> Response:
    return see(url_for("registration.group", token=token, done=done))
