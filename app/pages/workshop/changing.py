"""Changes that a script asks for: one small request each, answered with the new state of what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, jsonify, make_response, request
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.workshop.board import minute_of, step_in_words, times_in_words
from app.pages.workshop.forms import CONFLICT, SpotForm
from app.pages.workshop.views import actor
from app.programme import queries as programme
from app.timetable import actions, errors, queries
from app.timetable.errors import Spot
from app.timetable.models import DraftStep, Placement

LONGEST_VERSION = 9  # digits
Answer = dict[str, Any]


class _Unreadable(Exception):
    """What was sent is no change; the text says why."""


@blueprint.post("/<event>/manage/timetable/change")
@requires(Role.ORGANISER)
def timetable_change(event: Event) -> Response:
    """`what` is place, move, swap, undo or redo. 409: somebody else changed it, and where both want it; 422:
    it cannot be, and why."""
    change = CHANGES.get(request.form.get("what", ""))
    try:
        if change is None:
            raise _Unreadable(_("This is no change of a timetable."))
        with transaction():
            answer = change(event)
        return jsonify(answer)
    except errors.Stale as stale:
        return _answer(CONFLICT, {"sentence": str(stale), **_both(stale)})
    except errors.NotInDraft as gone:
        return _answer(CONFLICT, {"sentence": str(gone)})
    except (Refusal, _Unreadable) as refusal:
        return _answer(UNPROCESSABLE, {"sentence": str(refusal)})


def _place(event: Event) -> Answer:
    item = programme.session_by_slug(event.id, _word("session"))
    if item is None:
        raise errors.NotInDraft()
    form, (starts_at, ends_at) = _spot(event)
    placement = actions.place(
        item,
        form.chosen_room(),
        starts_at=starts_at,
        ends_at=ends_at,
        now=clock.now(),
        actor=actor(),
    )
    return _changed([placement], _("“%(title)s” is placed", title=item.title))


def _move(event: Event) -> Answer:
    placement = _placement(event, "ref")
    form, (starts_at, ends_at) = _spot(event)
    actions.move(
        placement,
        form.chosen_room(),
        starts_at=starts_at,
        ends_at=ends_at,
        seen=_version("seen"),
        now=clock.now(),
        actor=actor(),
    )
    return _changed([placement], _("“%(title)s” is moved", title=placement.session.title))


def _swap(event: Event) -> Answer:
    one, other = _placement(event, "ref"), _placement(event, "other")
    actions.swap(
        one,
        other,
        seen=_version("seen"),
        seen_other=_version("seen_other"),
        now=clock.now(),
        actor=actor(),
    )
    titles = {"one": one.session.title, "other": other.session.title}
    return _changed([one, other], _("“%(one)s” and “%(other)s” are swapped", **titles))


def _undo(event: Event) -> Answer:
    step = actions.undo(event.id, now=clock.now(), actor=actor())
    return _carried(event, step, _("Taken back: %(what)s.", what=step_in_words(step)))


def _redo(event: Event) -> Answer:
    step = actions.redo(event.id, now=clock.now(), actor=actor())
    return _carried(event, step, _("Done again: %(what)s.", what=step_in_words(step)))


CHANGES: dict[str, Callable[[Event], Answer]] = {
    "place": _place,
    "move": _move,
    "swap": _swap,
    "undo": _undo,
    "redo": _redo,
}


def _placement(event: Event, name: str) -> Placement:
    placement = queries.placement(event.id, _word(name))
    if placement is None:
        raise errors.NotInDraft()
    return placement


def _spot(event: Event) -> tuple[SpotForm, tuple[datetime, datetime]]:
    form = SpotForm()
    form.offer(programme.rooms(event.id))
    times = form.times(event.day_on) if form.validate() else None
    if times is None:
        found = [str(problem) for field in form for problem in field.errors]
        raise _Unreadable(found[0])
    return form, times


def _word(name: str) -> str:
    """As an address of ours is written; what no database would take is none."""
    return "".join(sign for sign in request.form.get(name, "")[:200] if sign.isprintable())


def _version(name: str) -> int:
    typed = request.form.get(name, "")
    good = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_VERSION
    return int(typed) if good else 0


def _changed(placements: list[Placement], said: str) -> Answer:
    rows = [_row(one) for one in placements]
    where = f"{rows[0]['room_name']}, {rows[0]['times']}"
    return {"changed": rows, "said": f"{said}: {where}."}


def _carried(event: Event, step: DraftStep, said: str) -> Answer:
    """What of its rows are sessions that stand somewhere now."""
    found = [queries.placement(event.id, row["ref"]) for row in step.rows]
    return {"changed": [_row(one) for one in found if one is not None], "said": said}


def _row(placement: Placement) -> Answer:
    return {
        "ref": placement.public_id,
        "version": placement.version,
        **_where(placement.starts_at, placement.ends_at),
        "room": placement.room.slug,
        "room_name": placement.room.name,
    }


def _both(stale: errors.Stale) -> Answer:
    return {
        "theirs": _spot_said(stale.theirs),
        "yours": _spot_said(stale.yours) if stale.yours else None,
        "by": stale.by,
    }


def _spot_said(spot: Spot) -> Answer:
    return {
        **_where(spot.starts_at, spot.ends_at),
        "room": spot.room_slug,
        "room_name": spot.room,
        "version": spot.version,
    }


def _where(starts_at: datetime, ends_at: datetime) -> Answer:
    day = clock.london(starts_at)
    return {
        "starts": minute_of(starts_at, day),
        "ends": minute_of(ends_at, day),
        "times": times_in_words(starts_at, ends_at),
    }


def _answer(status: int, values: Answer) -> Response:
    return make_response(jsonify(values), status)
