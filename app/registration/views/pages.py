"""The pages of the flow, filled in."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page
from app.programme import queries as programme
from app.programme.queries import MenuItem
from app.registration import flow, queries
from app.registration.flow import Answers
from app.registration.forms import OTHER, Choice, SessionsForm, YouForm


def you_page(
    event: Event, answers: Answers, form: YouForm, *, status: int = 200, stale: bool = False
) -> Response:
    services = [
        *((one.slug, one.name, one.also) for one in events.service_choices()),
        (OTHER, _("Other organisation"), ""),
    ]
    return _kept_for_back(
        page(
            "registration/you.html",
            status=status,
            event=event,
            form=form,
            services=services,
            stale=stale,
            state=flow.sealed(answers, event_slug=event.slug),
        )
    )


def you_form(answers: Answers) -> YouForm:
    return YouForm(
        formdata=None,
        name=answers.name,
        email=answers.email,
        service=answers.service,
        other_organisation=answers.other_organisation,
        needs=answers.needs,
        calendar=answers.calendar,
    )


def sessions_page(
    event: Event,
    answers: Answers,
    form: SessionsForm,
    *,
    status: int = 200,
    problems: list[str] | None = None,
) -> Response:
    plenaries = [slot for slot in _open_slots(event) if slot.is_plenary]
    return _kept_for_back(
        page(
            "registration/sessions.html",
            status=status,
            event=event,
            sessions=form,
            plenaries=plenaries,
            problems=problems or [],
            state=flow.sealed(answers, event_slug=event.slug),
        )
    )


def check_page(event: Event, answers: Answers, chosen: list[Choice]) -> Response:
    service = next((s.name for s in events.service_choices() if s.slug == answers.service), None)
    return _kept_for_back(
        page(
            "registration/check.html",
            event=event,
            answers=answers,
            organisation=service or answers.other_organisation,
            chosen=chosen,
            plenaries=[slot for slot in _open_slots(event) if slot.is_plenary],
            state=flow.sealed(answers, event_slug=event.slug),
        )
    )


def sessions_form(event: Event, answers: Answers) -> SessionsForm:
    return SessionsForm(choices_of(event), chosen=answers.slots)


def choices_of(event: Event) -> list[Choice]:
    """What can be chosen now, with what is left: not plenaries, which come by themselves."""
    slots = slots_to_choose(event)
    counts = queries.counts_of(slots)
    return [Choice(slot, counts[slot.id]) for slot in slots]


def slots_to_choose(event: Event) -> list[MenuItem]:
    """The same without counting."""
    return [slot for slot in _open_slots(event) if not slot.is_plenary]


def _open_slots(event: Event) -> list[MenuItem]:
    now = clock.now()
    return [
        slot for slot in programme.menu(event) if not slot.is_cancelled and slot.starts_at > now
    ]


def _kept_for_back(response: Response) -> Response:
    """The browser's back button may show these pages again without asking; nobody else keeps them."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
