"""The pages of the flow, filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _

from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.programme import queries as programme
from app.programme.queries import MenuItem
from app.registration import errors, flow, queries, rules
from app.registration.enums import PlaceState
from app.registration.flow import Answers
from app.registration.forms import OTHER, Choice, Picked, SessionsForm, YouForm
from app.registration.queries import Hold, ShareStanding, Situation


def closed_page(event: Event, why: Refusal, *, status: int = 200) -> Response:
    return page(
        "registration/closed.html",
        status=status,
        event=event,
        why=why,
        is_early=isinstance(why, errors.NotOpenYet),
    )


def you_page(
    event: Event,
    answers: Answers,
    form: YouForm,
    situation: Situation,
    *,
    status: int = 200,
    stale: bool = False,
) -> Response:
    return _kept_for_back(
        page(
            "registration/you.html",
            status=status,
            event=event,
            form=form,
            services=service_rows(),
            stale=stale,
            situation=situation,
            hold=hold_of(event, answers, situation),
            state=flow.sealed(answers, event_slug=event.slug),
        )
    )


def service_rows() -> list[tuple[str, str, str]]:
    """Library services for a form, each with its other names, and "other organisation"."""
    return [
        *((one.slug, one.name, one.also) for one in events.service_choices()),
        (OTHER, _("Other organisation"), ""),
    ]


def you_form(answers: Answers) -> YouForm:
    return YouForm(
        formdata=None,
        name=answers.name,
        email=answers.email,
        service=answers.service,
        other_organisation=answers.other_organisation,
        code=answers.code,
        needs=answers.needs,
        calendar=answers.calendar,
        language=answers.language,
        news=answers.news,
    )


def sessions_page(
    event: Event,
    answers: Answers,
    form: SessionsForm,
    situation: Situation,
    *,
    problems: Sequence[str] = (),
    is_refused: bool = False,
) -> Response:
    return _kept_for_back(
        page(
            "registration/sessions.html",
            status=UNPROCESSABLE if is_refused or problems else 200,
            event=event,
            sessions=form,
            plenaries=plenaries_of(event),
            problems=problems,
            situation=situation,
            share=share_of(event, answers),
            hold=hold_of(event, answers, situation),
            state=flow.sealed(answers, event_slug=event.slug),
        )
    )


def check_page(
    event: Event, answers: Answers, picked: Sequence[Picked], situation: Situation
) -> Response:
    service = next((s.name for s in events.service_choices() if s.slug == answers.service), None)
    return _kept_for_back(
        page(
            "registration/check.html",
            event=event,
            answers=answers,
            organisation=service or answers.other_organisation,
            picked=picked,
            plenaries=plenaries_of(event),
            situation=situation,
            share=share_of(event, answers),
            hold=hold_of(event, answers, situation),
            state=flow.sealed(answers, event_slug=event.slug),
        )
    )


def sessions_form(event: Event, answers: Answers, situation: Situation) -> SessionsForm:
    return SessionsForm(choices_of(event, answers, situation), ranks=answers.slots)


def choices_of(event: Event, answers: Answers, situation: Situation) -> list[Choice]:
    """What can be chosen now, with what is left: not plenaries, which come by themselves."""
    hold = hold_of(event, answers, situation)
    return choices_for(event, _group_of(event, answers), situation, hold=hold)


def choices_for(
    event: Event, group: str, situation: Situation, *, hold: Hold | None = None
) -> list[Choice]:
    """The same for somebody of this service (or group of them); empty: none is known. `hold`: what is
    kept back for them."""
    # The programme may have changed between the two readings.
    slots = [slot for slot in slots_to_choose(event) if slot.id in situation.slots]
    ids = [slot.id for slot in slots]
    shares = queries.slot_shares(event, group, ids, now=clock.now())
    return [
        Choice(
            slot,
            situation.slots[slot.id],
            share=shares.get(slot.id),
            is_closed=slot.id in situation.closed,
            is_drawn=situation.drawn_at is not None,
            is_kept=situation.is_kept(hold, slot.id),
        )
        for slot in slots
    ]


def situation_of(event: Event) -> Situation:
    """How the event stands now: read once for each request, since a page asks for it several times."""
    return queries.situation_of(event, now=clock.now())


def hold_of(event: Event, answers: Answers, situation: Situation) -> Hold | None:
    """What the person's access code keeps back for them; None without one, or when it gives nothing."""
    if not answers.code or not situation.has_codes:
        return None
    return situation.hold_of(queries.living_code(event.id, answers.code))


def share_of(event: Event, answers: Answers) -> ShareStanding | None:
    """How the person's service stands in the event."""
    return queries.event_share(event, _group_of(event, answers), now=clock.now())


@dataclass(frozen=True)
class PlaceAt:
    """A place as the confirmation shows it; `ahead`: how many wait before them, None when not waiting."""

    slot: MenuItem
    state: PlaceState
    ahead: int | None

    @property
    def is_had(self) -> bool:
        return self.state == PlaceState.CONFIRMED


def places_at(event: Event, registration_id: int) -> list[PlaceAt]:
    """A person's living places by time: the rows alone, since the menu knows the sessions."""
    states = queries.states_of(registration_id)
    return [PlaceAt(item, *states[item.id]) for item in programme.menu(event) if item.id in states]


def plenaries_of(event: Event) -> list[MenuItem]:
    return [slot for slot in _open_slots(event) if slot.is_plenary]


def _group_of(event: Event, answers: Answers) -> str:
    """What the person's service counts as; not asked for while no share is in force."""
    if event.policies.places.share_at(clock.now()) is None:
        return ""
    if answers.service == OTHER:
        return rules.group_of(answers.other_organisation)
    return events.group_of_service(answers.service)


def slots_to_choose(event: Event) -> list[MenuItem]:
    """What can be chosen, without counting what is left."""
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
