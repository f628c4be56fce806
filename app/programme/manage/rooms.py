"""Rooms with their meetings."""

from __future__ import annotations

from flask import Response, abort, request, url_for

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page, refused
from app.kernel.transaction import transaction
from app.programme import actions, queries
from app.programme.actions import RoomDraft
from app.programme.enums import RoomKind
from app.programme.forms import RoomForm, TrackForm
from app.programme.manage.blueprint import actor, blueprint, refuse, see
from app.programme.models import Room


@blueprint.get("/<event>/manage/rooms")
@requires(Role.ORGANISER)
def rooms(event: Event) -> Response:
    """Rooms and tracks."""
    return rooms_page(event, TrackForm(formdata=None))


@blueprint.route("/<event>/manage/new-room", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def add_room(event: Event) -> Response:
    form = RoomForm()
    if request.method == "GET":
        return page("programme/manage/room.html", event=event, form=form, room=None)
    if form.validate():
        try:
            with transaction():
                actions.add_room(event.id, _draft(form), now=clock.now(), actor=actor())
            return _to_rooms(event, "room-added")
        except Refusal as refusal:
            refuse(form, refusal)
    return refused("programme/manage/room.html", event=event, form=form, room=None)


@blueprint.route("/<event>/manage/rooms/<room>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def edit_room(event: Event, room: str) -> Response:
    found = _room(event, room)
    form = RoomForm(obj=found)
    if request.method == "GET":
        return _room_page(event, found, form)
    if form.validate():
        try:
            with transaction():
                actions.edit_room(found, _draft(form), now=clock.now(), actor=actor())
            return _to_rooms(event, "room-changed")
        except Refusal as refusal:
            refuse(form, refusal)
    return _room_page(event, found, form, status=UNPROCESSABLE)


@blueprint.post("/<event>/manage/rooms/<room>/remove")
@requires(Role.ORGANISER)
def remove_room(event: Event, room: str) -> Response:
    found = _room(event, room)
    try:
        with transaction():
            actions.remove_room(found, now=clock.now(), actor=actor())
    except Refusal as refusal:
        form = RoomForm(formdata=None, obj=_room(event, room))
        refuse(form, refusal)
        return _room_page(event, found, form, status=UNPROCESSABLE)
    return _to_rooms(event, "room-removed")


def rooms_page(event: Event, form: TrackForm, *, status: int = 200) -> Response:
    """The list of rooms and tracks; `form` adds a track."""
    return page(
        "programme/manage/rooms.html",
        status=status,
        event=event,
        form=form,
        rooms=queries.rooms(event.id),
        uses=queries.uses_of_rooms(event.id),
        tracks=queries.tracks(event.id),
        done=request.args.get("done", ""),
    )


def _room_page(event: Event, room: Room, form: RoomForm, *, status: int = 200) -> Response:
    return page(
        "programme/manage/room.html",
        status=status,
        event=event,
        form=form,
        room=room,
        sessions=queries.uses_of_rooms(event.id).get(room.id, 0),
    )


def _room(event: Event, slug: str) -> Room:
    return queries.room(event.id, slug) or abort(404)


def _to_rooms(event: Event, done: str) -> Response:
    return see(url_for("programme_manage.rooms", event=event.slug, done=done))


def _draft(form: RoomForm) -> RoomDraft:
    return RoomDraft(
        name=form.name.data or "",
        kind=RoomKind(form.kind.data),
        capacity=form.capacity.data or 0,
        platform=form.platform.data or "",
        meeting_url=form.meeting_url.data or "",
        meeting_number=form.meeting_number.data or "",
        passcode=form.passcode.data or "",
        dial_in=form.dial_in.data or "",
        presenters_url=form.presenters_url.data or "",
    )
