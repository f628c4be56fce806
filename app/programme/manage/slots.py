"""When and where a session happens, its note, and what is arranged for access."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request, url_for

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.fields import typed_time
from app.kernel.pages import UNPROCESSABLE, page, refused
from app.kernel.transaction import transaction
from app.programme import actions, queries
from app.programme.enums import ProvisionState
from app.programme.forms import NoteForm, PlaceForm, ProvisionsForm
from app.programme.manage.blueprint import (
    actor,
    blueprint,
    open_slot_of,
    refuse,
    see,
    see_session,
)
from app.programme.models import Room, Slot


@blueprint.route("/<event>/manage/slots/<slot>/move", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def move(event: Event, slot: str) -> Response:
    """Another time or room at once, beside the draft; who has a place is told."""
    found = open_slot_of(event, slot)
    rooms = queries.rooms(event.id)
    form = PlaceForm(
        room=found.room.slug, starts=typed_time(found.starts_at), ends=typed_time(found.ends_at)
    )
    form.offer(rooms)
    if request.method == "GET":
        return _move_page(event, found, form)
    times = form.times_on(event.day_on) if form.validate() else None
    if times:
        try:
            with transaction():
                actions.move_slot(
                    found,
                    _room(rooms, form),
                    starts_at=times[0],
                    ends_at=times[1],
                    now=clock.now(),
                    actor=actor(),
                )
            return see_session(event, found.session, "moved")
        except Refusal as refusal:
            refuse(form, refusal)
    return _move_page(event, found, form, status=UNPROCESSABLE)


@blueprint.route("/<event>/manage/slots/<slot>/note", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def note(event: Event, slot: str) -> Response:
    found = open_slot_of(event, slot)
    form = NoteForm(obj=found)
    if request.method == "GET":
        return page("programme/manage/note.html", event=event, slot=found, form=form)
    if form.validate():
        try:
            with transaction():
                actions.edit_note(found, form.note.data or "", now=clock.now(), actor=actor())
            return see_session(event, found.session, "note")
        except Refusal as refusal:
            refuse(form, refusal)
    return refused("programme/manage/note.html", event=event, slot=found, form=form)


@blueprint.route("/<event>/manage/slots/<slot>/access", methods=["GET", "POST"])
@requires(Role.ORGANISER, Role.ACCESS_LEAD)
def provisions(event: Event, slot: str) -> Response:
    """Captions and British Sign Language in one slot; says nothing of who needs them."""
    found = open_slot_of(event, slot)
    form = ProvisionsForm.of(queries.provisions([found.id]))
    if request.method == "GET":
        saved = request.args.get("saved") == "1"
        return _provisions_page(event, found, form, saved=saved)
    if form.validate():
        try:
            with transaction():
                _arrange(found, form)
            address = url_for("programme_manage.provisions", event=event.slug, slot=slot, saved=1)
            return see(address)
        except Refusal as refusal:
            refuse(form, refusal)
    return _provisions_page(event, found, form, status=UNPROCESSABLE)


def _arrange(slot: Slot, form: ProvisionsForm) -> None:
    for kind, state, supplier, slides_due_at in form.said():
        if state:
            actions.arrange(
                slot,
                kind,
                state=ProvisionState(state),
                supplier=supplier,
                slides_due_at=slides_due_at,
                now=clock.now(),
                actor=actor(),
            )
        else:
            actions.drop_arrangement(slot, kind, now=clock.now(), actor=actor())


def _room(rooms: Sequence[Room], form: PlaceForm) -> Room:
    return next(room for room in rooms if room.slug == form.room.data)


def _move_page(event: Event, slot: Slot, form: PlaceForm, *, status: int = 200) -> Response:
    return page("programme/manage/move.html", status=status, event=event, slot=slot, form=form)


def _provisions_page(
    event: Event, slot: Slot, form: ProvisionsForm, *, saved: bool = False, status: int = 200
) -> Response:
    return page(
        "programme/manage/provisions.html",
        status=status,
        event=event,
        slot=slot,
        form=form,
        saved=saved,
    )
