"""Access codes: places kept back for whoever knows a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.tokens import spoken_code
from app.kernel.transaction import transaction
from app.programme import queries as programme
from app.programme.models import Slot
from app.registration import actions, errors, queries
from app.registration.manage.blueprint import actor, blueprint
from app.registration.manage.forms import CodeForm

CODE_LENGTH = 8
# Refusals that belong to one field of the form.
FIELDS: dict[type[Refusal], str] = {
    errors.CodeTaken: "code",
    errors.TooManyHeld: "places",
    errors.HoldIsOver: "holds_until",
}


@blueprint.get("/<event>/manage/codes")
@requires(Role.ORGANISER)
def codes(event: Event) -> Response:
    """Each code with what is used of it, and a new one with a code nobody can guess."""
    return _page(event, CodeForm(code=spoken_code(CODE_LENGTH)))


@blueprint.post("/<event>/manage/codes")
@requires(Role.ORGANISER)
def add_code(event: Event) -> Response:
    form = CodeForm()
    slots = _slots(event)
    form.offer(slots)
    if form.validate() and _is_added(event, form, slots):
        flash(_("The places are kept back."))
        return _back(event)
    return _page(event, form, status=UNPROCESSABLE)


@blueprint.post("/<event>/manage/codes/<ref>/end")
@requires(Role.ORGANISER)
def end_code(event: Event, ref: str) -> Response:
    """What is not used goes to everybody, those who wait first."""
    with transaction():
        actions.end_code(event.id, ref, now=clock.now(), actor=actor())
    flash(_("The code has ended. Who used it keeps the place."))
    return _back(event)


def _is_added(event: Event, form: CodeForm, slots: Sequence[Slot]) -> bool:
    chosen = next((slot.id for slot in slots if slot.public_id == form.slot.data), None)
    assert form.places.data is not None and form.holds_until.data is not None, "the form needs them"
    draft = actions.CodeDraft(
        code=form.code.data or "",
        label=form.label.data or "",
        places=form.places.data,
        holds_until=form.holds_until.data,
        slot_id=chosen,
    )
    try:
        with transaction():
            actions.add_code(event.id, draft, now=clock.now(), actor=actor())
    except Refusal as refusal:
        form[FIELDS[type(refusal)]].errors = [str(refusal)]
        return False
    return True


def _slots(event: Event) -> list[Slot]:
    """Those that can still be booked; plenaries come with the event."""
    return [
        slot
        for slot in programme.slots_to_choose(event.id)
        if not slot.is_cancelled and not slot.session.is_plenary and slot.starts_at > clock.now()
    ]


def _page(event: Event, form: CodeForm, *, status: int = 200) -> Response:
    every = programme.slots_to_choose(event.id)
    form.offer(_slots(event))
    return page(
        "registration/manage/codes.html",
        status=status,
        event=event,
        form=form,
        codes=queries.codes_of(event.id),
        slots={slot.id: slot for slot in every},
    )


def _back(event: Event) -> Response:
    address = url_for("registration_manage.codes", event=event.slug)
    return cast("Response", redirect(address, 303))
