"""Registering: you, your sessions, check your answers, done. No account, no script needed."""

from __future__ import annotations

from collections.abc import Collection

from flask import Response, abort, request, url_for

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.rules import NEWS_WORDING, address_of
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock, tokens
from app.kernel.errors import Refusal
from app.kernel.keys import current_key, signing_keys
from app.kernel.pages import page
from app.kernel.transaction import transaction
from app.registration import actions, errors, flow, queries, rules
from app.registration.enums import CalendarChoice
from app.registration.flow import Answers
from app.registration.forms import OTHER, SessionsForm, YouForm
from app.registration.queries import Situation
from app.registration.views.blueprint import blueprint, public_event, see
from app.registration.views.pages import (
    check_page,
    choices_of,
    closed_page,
    places_at,
    sessions_form,
    sessions_page,
    situation_of,
    slots_to_choose,
    you_form,
    you_page,
)

DONE = "done"  # purpose of the token that opens the confirmation page


@blueprint.get("/<event>/register")
def register(event: str) -> Response:
    """The first page, or why there is none: not open yet, closed, full with a closed list. `session`, as
    often as one likes, chooses sessions beforehand."""
    found = public_event(event)
    situation = situation_of(found)
    why = why_closed(found, situation)
    if why:
        return closed_page(found, why)
    answers = flow.fresh(
        slots=_first_times(found, request.args.getlist("session")),
        calendar=found.policies.calendar_default,
    )
    form = YouForm(formdata=None, calendar=answers.calendar)
    return you_page(found, answers, form, situation)


@blueprint.post("/<event>/register")
def register_step(event: str) -> Response:
    """One step on, or back to a step that the person wants to change."""
    found = public_event(event)
    answers = flow.opened(request.form.get("state", ""), event_slug=found.slug)
    if answers is None:
        answers = flow.fresh(slots=(), calendar=found.policies.calendar_default)
        form = YouForm()
        form.offer(events.service_choices())
        return you_page(found, answers, form, situation_of(found), status=422, stale=True)
    goto, step = request.form.get("go", ""), request.form.get("step", "")
    if step in ("sessions", "check") and not answers.says_who:
        step, goto = "you", ""
    if step == "check" and not goto:
        return _confirmed(found, answers)
    made = queries.made_by(answers.token)
    if made is not None:
        return _to_done(found.slug, made)
    situation = situation_of(found)
    why = why_closed(found, situation)
    if why:
        return closed_page(found, why, status=422)
    if goto == "you":
        return you_page(found, answers, you_form(answers), situation)
    if goto == "sessions":
        return sessions_page(found, answers, sessions_form(found, answers, situation), situation)
    given = _sessions_given if step == "sessions" else _you_given
    return given(found, answers, situation)


@blueprint.get("/<event>/register/done/<token>")
def done(event: str, token: str) -> Response:
    """Enough by itself when mail is slow: reference, places, waiting lists, calendar, link."""
    ref = tokens.unsign(token, purpose=DONE, keys=signing_keys())
    registration = queries.by_public_id(ref) if ref else None
    if registration is None or registration.event.slug != event:
        abort(404)
    found = registration.event
    if not found.is_published:
        abort(404)
    links = accounts.links_by([registration.public_id], LinkPurpose.MY, LinkPurpose.FEED)
    return page(
        "registration/done.html",
        event=found,
        registration=registration,
        places=places_at(found, registration.id),
        turn=queries.turn_of(registration),
        drawn_at=queries.draw_to_come(found, now=clock.now()),
        my_url=accounts.url_of(links[registration.public_id, LinkPurpose.MY]),
    )


def _first_times(event: Event, slugs: Collection[str]) -> tuple[str, ...]:
    """Of each of these sessions the first time at which it can be had; what is not in the programme is left
    out."""
    first: dict[str, str] = {}
    for slot in slots_to_choose(event):
        if slot.session_slug in slugs:
            first.setdefault(slot.session_slug, slot.public_id)
    return tuple(first.values())


def _you_given(event: Event, answers: Answers, situation: Situation) -> Response:
    form = YouForm()
    form.offer(events.service_choices())
    if not form.validate() or not _code_is_good(event, form, situation):
        return you_page(event, answers, form, situation, status=422)
    answers = answers.but(
        name=form.name.data or "",
        email=form.email.data or "",
        service=form.service.data or "",
        other_organisation=form.other_organisation.data or "",
        code=form.code.data or "",
        needs=form.needs.data or "",
        calendar=form.calendar.data,
        language=form.language.data or answers.language,
        news=form.news.data,
    )
    return sessions_page(event, answers, sessions_form(event, answers, situation), situation)


def _sessions_given(event: Event, answers: Answers, situation: Situation) -> Response:
    form = SessionsForm(choices_of(event, answers, situation), typed=request.form)
    if not form.validate():
        return sessions_page(event, answers, form, situation, is_refused=True)
    picked = form.picked()
    slots = {one.choice.slot.public_id: one.rank for one in picked}
    return check_page(event, answers.but(slots=slots), picked, situation)


def _confirmed(event: Event, answers: Answers) -> Response:
    """The last button: the one POST of the flow that changes anything. The gate asks all that the pages
    asked before, so it is asked here only for the page that tells a refusal."""
    event_id, slug = event.id, event.slug  # plain: what was read ends when the transaction begins
    try:
        wish = _wish(event, answers)
        with transaction():
            made = actions.register(event_id, wish, now=clock.now()).public_id
    except errors.AlreadyRegistered:
        with transaction():
            actions.send_links(event_id, address_of(answers.email), now=clock.now())
        return see(url_for("registration.check_your_mail", event=slug))
    except Refusal as refusal:
        return _refused(event, answers, refusal)
    return _to_done(slug, made)


def _refused(event: Event, answers: Answers, refusal: Refusal) -> Response:
    made = queries.made_by(answers.token)
    if made is not None:
        return _to_done(event.slug, made)
    situation = situation_of(event)
    why = why_closed(event, situation)
    if why or isinstance(refusal, errors.EventListClosed):
        return closed_page(event, why or refusal, status=422)
    if isinstance(refusal, errors.NoSuchCode | errors.CodeUsedUp | errors.CodeAfterTheDraw):
        you = you_form(answers)
        you.code.errors = [str(refusal)]
        return you_page(event, answers, you, situation, status=422)
    form = sessions_form(event, answers, situation)
    return sessions_page(event, answers, form, situation, problems=[str(refusal)])


def _wish(event: Event, answers: Answers) -> actions.Wish:
    by_ref = {slot.public_id: slot.id for slot in slots_to_choose(event)}
    if not answers.slots.keys() <= by_ref.keys():
        raise errors.NoSuchSlot()
    service = next((s for s in events.service_choices() if s.slug == answers.service), None)
    return actions.Wish(
        email=answers.email,
        name=answers.name,
        service_id=service.id if service else None,
        other_organisation=answers.other_organisation if answers.service == OTHER else "",
        slot_ids=tuple(by_ref[ref] for ref in answers.slots),
        ranks={by_ref[ref]: rank for ref, rank in answers.slots.items()},
        code=answers.code,
        calendar=CalendarChoice(answers.calendar),
        needs=answers.needs,
        language=answers.language,
        news=str(NEWS_WORDING) if answers.news else "",
        form_token=answers.token,
    )


def _code_is_good(event: Event, form: YouForm, situation: Situation) -> bool:
    """Said at once, not after the last button; the gate asks again."""
    typed = form.code.data or ""
    if not typed:
        return True
    code = queries.living_code(event.id, typed)
    refusal: Refusal | None = None
    if code is None:
        refusal = errors.NoSuchCode()
    elif situation.drawn_at is not None:
        refusal = errors.CodeAfterTheDraw()
    elif not queries.left_of(code):
        refusal = errors.CodeUsedUp()
    if refusal:
        form.code.errors = [str(refusal)]
    return refusal is None


def _to_done(slug: str, registration_ref: str) -> Response:
    token = tokens.sign(registration_ref, purpose=DONE, key=current_key())
    return see(url_for("registration.done", event=slug, token=token))


def why_closed(event: Event, situation: Situation) -> Refusal | None:
    """Why nobody can register now; asked again by the gate."""
    why = rules.why_closed(
        state=event.state,
        opens_at=event.registration_opens_at,
        closes_at=event.registration_closes_at,
        now=clock.now(),
    )
    if why is None and situation.is_over:
        return errors.EventListClosed()
    return why
