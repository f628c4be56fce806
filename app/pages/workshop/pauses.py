"""Breaks that everybody sees, and blockers for organisers, by forms."""

from __future__ import annotations

from flask import Response, abort, flash, request
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
from app.pages.workshop.forms import EVERYWHERE, BreakForm, SeenForm, status_of
from app.pages.workshop.views import actor, to_timetable
from app.programme import queries as programme
from app.timetable import actions, errors, queries
from app.timetable.enums import BreakKind
from app.timetable.models import Break


@blueprint.route("/<event>/manage/timetable/new-break", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def add_break(event: Event) -> Response:
    form = BreakForm()
    form.offer(programme.rooms(event.id))
    if request.method == "GET":
        return _page(event, None, form)
    draft = _draft(event, form)
    if draft is not None:
        try:
            with transaction():
                actions.add_break(event.id, draft, now=clock.now(), actor=actor())
            flash(_("“%(title)s” stands in the draft.", title=draft.title))
            return to_timetable(event)
        except Refusal as refusal:
            form.form_errors.append(str(refusal))
    return _page(event, None, form, status=UNPROCESSABLE)


@blueprint.route("/<event>/manage/timetable/breaks/<ref>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def edit_break(event: Event, ref: str) -> Response:
    row = queries.break_by_ref(event.id, ref) or abort(404)
    form = BreakForm(
        kind=row.kind,
        title=row.title,
        room=row.room.slug if row.room else EVERYWHERE,
        starts=typed_time(row.starts_at),
        ends=typed_time(row.ends_at),
        seen=row.version,
    )
    form.offer(programme.rooms(event.id))
    if request.method == "GET":
        return _page(event, row, form)
    draft = _draft(event, form)
    if draft is None:
        return _page(event, row, form, status=UNPROCESSABLE)
    try:
        with transaction():
            seen = form.seen.data or 0
            actions.edit_break(row, draft, seen=seen, now=clock.now(), actor=actor())
        flash(_("“%(title)s” is changed in the draft.", title=draft.title))
        return to_timetable(event)
    except Refusal as refusal:
        return _refused(event, row, form, refusal)


@blueprint.post("/<event>/manage/timetable/breaks/<ref>/remove")
@requires(Role.ORGANISER)
def remove_break(event: Event, ref: str) -> Response:
    row = queries.break_by_ref(event.id, ref) or abort(404)
    form, title = SeenForm(), row.title
    try:
        with transaction():
            actions.remove_break(row, seen=form.seen.data or 0, now=clock.now(), actor=actor())
        flash(_("“%(title)s” is removed from the draft.", title=title))
        return to_timetable(event)
    except Refusal as refusal:
        shown = BreakForm(None, obj=None, kind=row.kind, title=row.title, seen=row.version)
        shown.room.data = row.room.slug if row.room else EVERYWHERE
        shown.starts.data, shown.ends.data = typed_time(row.starts_at), typed_time(row.ends_at)
        shown.offer(programme.rooms(event.id))
        return _refused(event, row, shown, refusal)


def _refused(event: Event, row: Break, form: BreakForm, refusal: Refusal) -> Response:
    if isinstance(refusal, errors.NotInDraft):
        flash(str(refusal))
        return to_timetable(event)
    form.form_errors.append(str(refusal))
    stale = refusal if isinstance(refusal, errors.Stale) else None
    return _page(event, row, form, stale=stale, status=status_of(refusal, form))


def _draft(event: Event, form: BreakForm) -> actions.BreakDraft | None:
    times = form.times(event.day_on) if form.validate() else None
    if times is None:
        return None
    return actions.BreakDraft(
        kind=BreakKind(form.kind.data),
        title=form.title.data or "",
        room=form.chosen_room_or_all(),
        starts_at=times[0],
        ends_at=times[1],
    )


def _page(
    event: Event,
    row: Break | None,
    form: BreakForm,
    *,
    stale: errors.Stale | None = None,
    status: int = 200,
) -> Response:
    return page(
        "pages/workshop/break.html",
        status=status,
        event=event,
        row=row,
        form=form,
        stale=stale,
        times=times_in_words,
    )
