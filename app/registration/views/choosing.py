"""A colleague of a group chooses sessions and says what they need, once, by the link of their mail."""

from __future__ import annotations

from flask import Response, abort, request, url_for

from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.registration import actions, queries, rules
from app.registration.enums import CalendarChoice
from app.registration.forms import FirstChoiceForm, SessionsForm
from app.registration.models import Registration
from app.registration.views.blueprint import blueprint, see
from app.registration.views.pages import choices_for, plenaries_of, situation_of


@blueprint.route("/p/<token>/choose", methods=["GET", "POST"])
def choose(token: str) -> Response:
    """Later changes need a code from the mail, as everybody's do: mails get forwarded."""
    registration = _registration(token)
    refusal = rules.why_not_choose(
        state=registration.state,
        is_of_group=registration.group_id is not None and not registration.is_unnamed,
        has_chosen=queries.has_chosen(registration.id),
    )
    if refusal:
        event = registration.event
        status = UNPROCESSABLE if request.method == "POST" else 200
        return page(
            "registration/chosen.html", status=status, event=event, why=refusal, token=token
        )
    situation = situation_of(registration.event)
    choices = choices_for(registration.event, registration.counts_as, situation)
    sessions = SessionsForm(choices, typed=request.form if request.method == "POST" else None)
    form = FirstChoiceForm()
    if request.method == "GET":
        return _page(registration, token, sessions, form)
    if not (sessions.validate() and form.validate()):
        return _page(registration, token, sessions, form, is_refused=True)
    picked = sessions.picked()
    choice = actions.FirstChoice(
        slot_ids=tuple(one.choice.slot.id for one in picked),
        ranks={one.choice.slot.id: one.rank for one in picked},
        needs=form.needs.data or "",
        calendar=CalendarChoice(form.calendar.data),
    )
    ref = registration.public_id
    try:
        with transaction():
            actions.choose_sessions(ref, choice, now=clock.now())
    except Refusal as problem:
        form.form_errors.append(str(problem))
        return _page(_registration(token), token, sessions, form, is_refused=True)
    return see(url_for("pages.personal_link", token=token, done="chosen"))


def _page(
    registration: Registration,
    token: str,
    sessions: SessionsForm,
    form: FirstChoiceForm,
    *,
    is_refused: bool = False,
) -> Response:
    event = registration.event
    return page(
        "registration/choose.html",
        status=UNPROCESSABLE if is_refused else 200,
        event=event,
        registration=registration,
        token=token,
        sessions=sessions,
        form=form,
        plenaries=plenaries_of(event),
        situation=situation_of(event),
    )


def _registration(token: str) -> Registration:
    return queries.by_public_id(subject_of(token, LinkPurpose.MY)) or abort(404)
