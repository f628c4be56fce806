"""One session of the draft by forms: move, swap, take out, put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.fields import typed_time
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.workshop.board import times_in_words
from app.pages.workshop.forms import SeenForm, SpotForm, SwapForm, TakeOutForm, status_of
from app.pages.workshop.gathering import hours_of, warnings_of
from app.pages.workshop.views import actor, placement_of, to_timetable
from app.programme import queries as programme
from app.timetable import actions, errors, queries
from app.timetable.models import Placement


@blueprint.route("/<event>/manage/timetable/<ref>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def placement(event: Event, ref: str) -> Response:
    """One session of the draft: where it is, and the form to move it."""
    found = placement_of(event, ref)
    form = _spot_form(event, found, request.form or None)
    if request.method == "GET":
        return _page(event, found, spot=form)
    times = form.times(event.day_on) if form.validate() else None
    if not times:
        return _page(event, found, spot=form, status=UNPROCESSABLE)

    def move() -> None:
        actions.move(
            found,
            form.chosen_room(),
            starts_at=times[0],
            ends_at=times[1],
            seen=form.seen.data or 0,
            now=clock.now(),
            actor=actor(),
        )

    return _tried(event, found, form, "spot", move, _("“%(title)s” is moved in the draft."))


@blueprint.post("/<event>/manage/timetable/<ref>/swap")
@requires(Role.ORGANISER)
def placement_swap(event: Event, ref: str) -> Response:
    found = placement_of(event, ref)
    form = _swap_form(event, found, request.form)
    if not form.validate():
        return _page(event, found, swap=form, status=UNPROCESSABLE)
    other_ref, seen_other = form.chosen()

    def swap() -> None:
        other = queries.placement(event.id, other_ref)
        if other is None:
            raise errors.NotInDraft()
        actions.swap(
            found,
            other,
            seen=form.seen.data or 0,
            seen_other=seen_other,
            now=clock.now(),
            actor=actor(),
        )

    return _tried(event, found, form, "swap", swap, _("“%(title)s” is swapped in the draft."))


@blueprint.post("/<event>/manage/timetable/<ref>/out")
@requires(Role.ORGANISER)
def placement_out(event: Event, ref: str) -> Response:
    """One that is out already needs the reason that people will read."""
    found = placement_of(event, ref)
    form = TakeOutForm() if found.slot_id else SeenForm()
    if not form.validate():
        return _page(event, found, out=form, status=UNPROCESSABLE)
    because = form.because.data if isinstance(form, TakeOutForm) else ""

    def take_out() -> None:
        seen = form.seen.data or 0
        actions.take_out(found, because, seen=seen, now=clock.now(), actor=actor())

    return _tried(event, found, form, "out", take_out, _("“%(title)s” is taken out of the draft."))


@blueprint.post("/<event>/manage/timetable/<ref>/back")
@requires(Role.ORGANISER)
def placement_back(event: Event, ref: str) -> Response:
    """It is not to be cancelled after all."""
    found = placement_of(event, ref)
    form = SeenForm()

    def put_back() -> None:
        actions.put_back(found, seen=form.seen.data or 0, now=clock.now(), actor=actor())

    return _tried(event, found, form, "back", put_back, _("“%(title)s” is back in the draft."))


def _spot_form(event: Event, found: Placement, sent: Any = None) -> SpotForm:
    form = SpotForm(
        sent,
        room=found.room.slug,
        starts=typed_time(found.starts_at),
        ends=typed_time(found.ends_at),
        seen=found.version,
    )
    form.offer(programme.rooms(event.id))
    return form


def _swap_form(event: Event, found: Placement, sent: Any = None) -> SwapForm:
    form = SwapForm(sent, seen=found.version)
    others = [
        (
            one,
            f"{one.session.title} ({one.room.name}, {times_in_words(one.starts_at, one.ends_at)})",
        )
        for one in queries.placements(event.id)
        if one.id != found.id
        and not one.is_cancelled
        and not (one.slot is not None and one.slot.is_cancelled)
    ]
    form.offer(others)
    return form


def _tried(
    event: Event,
    found: Placement,
    form: SeenForm,
    name: str,
    change: Callable[[], None],
    done: str,
) -> Response:
    """Does it and goes back to the timetable; or shows the page again, and both versions if somebody else
    was first."""
    title = found.session.title
    try:
        with transaction():
            change()
        flash(done % {"title": title})
        return to_timetable(event)
    except errors.NotInDraft as refusal:
        flash(str(refusal))
        return to_timetable(event)
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        stale = refusal if isinstance(refusal, errors.Stale) else None
        status = status_of(refusal, form)
        return _page(event, found, stale=stale, status=status, **{name: form})


def _page(
    event: Event,
    found: Placement,
    *,
    spot: SpotForm | None = None,
    swap: SwapForm | None = None,
    out: SeenForm | None = None,
    back: SeenForm | None = None,
    stale: errors.Stale | None = None,
    status: int = 200,
) -> Response:
    forms: dict[str, Any] = {
        "spot": spot or _spot_form(event, found),
        "swap": swap or _swap_form(event, found),
        "out": out or (TakeOutForm if found.slot_id else SeenForm)(None, seen=found.version),
        "back": back or SeenForm(None, seen=found.version),
    }
    sent = spot or swap or out or back
    return page(
        "pages/workshop/placement.html",
        status=status,
        event=event,
        placement=found,
        form=sent,
        stale=stale,
        times=times_in_words,
        hours=hours_of(event, found.session_id),
        warnings=[one for one in warnings_of(event) if found.public_id in one.refs],
        **forms,
    )
