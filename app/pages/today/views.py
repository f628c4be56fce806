"""What organisers change on the day: at once, in the programme that is out, without the rest of the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import Response, abort, redirect, request, url_for
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from app.accounts.access import signed_in_address
from app.attendance import queries as attendance
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.fields import typed_time
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.forms import CancelForm
from app.pages.today.forms import NoticeForm, PresenterForm
from app.programme import queries as programme
from app.programme.actions import RoomDraft, SpeakerDraft, draft_of
from app.programme.enums import RoomKind
from app.programme.forms import MeetingForm, PlaceForm
from app.programme.models import Room, Slot
from app.registration import queries as registration
from app.timetable import actions, queries
from app.timetable.models import Notice

DONE = {
    "moved": _(
        "The session is moved. Everybody concerned is told by mail, and open pages show it."
    ),
    "cancelled": _(
        "The session is cancelled. Everybody concerned is told by mail, and open pages show it."
    ),
    "meeting": _("The way in is changed. Who is to come is told, and their links lead to it."),
    "presenter": _("The presenter is replaced. Everybody concerned is told."),
    "said": _("Everybody’s open pages show it within seconds."),
    "ended": _("The notice is gone."),
}


@blueprint.get("/<event>/manage/today")
@requires(Role.ORGANISER)
def today(event: Event) -> Response:
    """The sessions of the day with what can be changed at once, the rooms, and what is said."""
    return _today_page(event, NoticeForm())


@blueprint.post("/<event>/manage/today/notice")
@requires(Role.ORGANISER)
def say(event: Event) -> Response:
    form = NoticeForm()
    if not form.validate():
        return _today_page(event, form, status=UNPROCESSABLE)
    with transaction():
        actions.say(event.id, form.text.data, now=clock.now(), actor=_actor())
    return _to_today(event, "said")


@blueprint.post("/<event>/manage/today/notices/<ref>/end")
@requires(Role.ORGANISER)
def end_notice(event: Event, ref: str) -> Response:
    with transaction():
        found = _notice(event, ref)
        if found is not None:
            actions.end_notice(found, now=clock.now(), actor=_actor())
    return _to_today(event, "ended")


@blueprint.route("/<event>/manage/today/slots/<slot>/move", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def move_today(event: Event, slot: str) -> Response:
    found = _slot(event, slot)
    rooms = {room.slug: room for room in programme.rooms(event.id)}
    form = PlaceForm(
        room=found.room.slug, starts=typed_time(found.starts_at), ends=typed_time(found.ends_at)
    )
    form.offer(list(rooms.values()))

    def change() -> None:
        if times:
            starts_at, ends_at = times
            room = rooms[form.room.data]
            actions.move_today(
                found, room, starts_at=starts_at, ends_at=ends_at, now=clock.now(), actor=_actor()
            )

    show = _shows("pages/today/move.html", event, form, slot=found, concerned=_concerned(found))
    if request.method == "GET":
        return show(200)
    times = form.times_on(event.day_on) if form.validate() else None
    return _done(event, form, change, "moved", show) if times else show(UNPROCESSABLE)


@blueprint.route("/<event>/manage/today/slots/<slot>/cancel", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def cancel_today(event: Event, slot: str) -> Response:
    found = _slot(event, slot)
    form = CancelForm()

    def change() -> None:
        actions.cancel_today(found, form.because.data, now=clock.now(), actor=_actor())

    show = _shows("pages/today/cancel.html", event, form, slot=found, concerned=_concerned(found))
    return _asked(event, form, change, "cancelled", show)


@blueprint.route("/<event>/manage/today/slots/<slot>/presenter", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def replace_presenter(event: Event, slot: str) -> Response:
    found = _slot(event, slot)
    if not found.session.speakers:
        abort(404)
    form = PresenterForm()
    form.offer(draft_of(found.session).speakers)

    def change() -> None:
        coming = SpeakerDraft(name=form.name.data, role=form.role.data or "", email=form.email.data)
        actions.replace_presenter(
            found.session,
            leaving=form.who_leaves(),
            coming=coming,
            now=clock.now(),
            actor=_actor(),
        )

    show = _shows("pages/today/presenter.html", event, form, slot=found)
    return _asked(event, form, change, "presenter", show)


@blueprint.route("/<event>/manage/today/rooms/<room>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def change_meeting(event: Event, room: str) -> Response:
    found = programme.room(event.id, room) or abort(404)
    form = MeetingForm(obj=found)

    def change() -> None:
        actions.change_meeting(found, _meeting(found, form), now=clock.now(), actor=_actor())

    show = _shows("pages/today/meeting.html", event, form, room=found)
    return _asked(event, form, change, "meeting", show)


def _meeting(room: Room, form: MeetingForm) -> RoomDraft:
    return RoomDraft(
        name=room.name,
        kind=RoomKind(room.kind),
        capacity=room.capacity,
        platform=form.platform.data or "",
        meeting_url=form.meeting_url.data or "",
        meeting_number=form.meeting_number.data or "",
        passcode=form.passcode.data or "",
        dial_in=form.dial_in.data or "",
        presenters_url=form.presenters_url.data or "",
    )


Show = Callable[[int], Response]


def _shows(template: str, event: Event, form: FlaskForm, **values: Any) -> Show:
    return lambda status: page(template, status=status, event=event, form=form, **values)


def _asked(
    event: Event, form: FlaskForm, change: Callable[[], None], done: str, show: Show
) -> Response:
    if request.method == "GET":
        return show(200)
    return _done(event, form, change, done, show) if form.validate() else show(UNPROCESSABLE)


def _done(
    event: Event, form: FlaskForm, change: Callable[[], None], done: str, show: Show
) -> Response:
    try:
        with transaction():
            change()
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return show(UNPROCESSABLE)
    return _to_today(event, done)


def _today_page(event: Event, form: NoticeForm, *, status: int = 200) -> Response:
    now = clock.now()
    slots = programme.slots_of(event.id)
    return page(
        "pages/today/today.html",
        status=status,
        event=event,
        form=form,
        slots=slots,
        counts=registration.counts_of(slots),
        present=attendance.present_in(slot.id for slot in slots),
        rooms=programme.rooms(event.id),
        notices=queries.notices(event.id, now=now),
        now=now,
        done=DONE.get(request.args.get("done", "")),
    )


def _slot(event: Event, ref: str) -> Slot:
    slot = programme.slot(ref)
    if slot is None or slot.event_id != event.id or slot.is_cancelled:
        abort(404)
    return slot


def _notice(event: Event, ref: str) -> Notice | None:
    holding = queries.notices(event.id, now=clock.now())
    return next((one for one in holding if one.public_id == ref), None)


def _concerned(slot: Slot) -> int:
    count = registration.counts_of([slot])[slot.id]
    return count.taken + count.waiting


def _actor() -> str:
    return signed_in_address() or ""


def _to_today(event: Event, done: str) -> Response:
    return cast("Response", redirect(url_for("pages.today", event=event.slug, done=done), 303))
