"""Giving a session a time and a room by a form, and its places and crew before it is out."""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from app.accounts.actions import find_or_add_person
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.workshop.forms import DetailsForm, PlaceSessionForm, status_of
from app.pages.workshop.gathering import hours_of
from app.pages.workshop.views import actor, placement_of, to_timetable
from app.pages.workshop.wording import spans_in_words
from app.programme import queries as programme
from app.programme.models import Session
from app.timetable import actions, queries
from app.timetable.models import Placement

METHODS = ["GET", "POST"]


@blueprint.route("/<event>/manage/sessions/<slug>/place", methods=METHODS)
@requires(Role.ORGANISER)
def place_session(event: Event, slug: str) -> Response:
    """A time and a room in the draft; a session that has a time gets another, a repeat."""
    item = programme.session_by_slug(event.id, slug) or abort(404)
    form = PlaceSessionForm()
    form.offer(programme.rooms(event.id))
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        times = form.times(event.day_on) if form.validate() else None
        if times:
            try:
                with transaction():
                    actions.place(
                        item,
                        form.chosen_room(),
                        starts_at=times[0],
                        ends_at=times[1],
                        capacity=form.capacity.data,
                        now=clock.now(),
                        actor=actor(),
                    )
                flash(_("“%(title)s” has its time and room in the draft.", title=item.title))
                _say_hours(event, item, times)
                return to_timetable(event)
            except Refusal as refusal:
                form.form_errors.append(str(refusal))
    return page(
        "pages/workshop/place.html",
        status=status,
        event=event,
        item=item,
        form=form,
        hours=hours_of(event, item.id),
        repeats=[one for one in queries.placements(event.id) if one.session_id == item.id],
    )


def _say_hours(event: Event, item: Session, times: tuple[datetime, datetime]) -> None:
    """A warning, where it does not fit who presents it."""
    hours = hours_of(event, item.id)
    if hours is not None and not any(a <= times[0] and times[1] <= b for a, b in hours):
        said = spans_in_words(hours)
        flash(_("This is outside the hours in which all who present it can: %(can)s.", can=said))


@blueprint.route("/<event>/manage/timetable/<ref>/details", methods=METHODS)
@requires(Role.ORGANISER)
def placement_details(event: Event, ref: str) -> Response:
    """Places and crew of one that is not out; else they change at once, elsewhere."""
    found = placement_of(event, ref)
    if found.slot_id is not None:
        abort(404)
    form = DetailsForm.of(found)
    if request.method == "GET":
        return _details_page(event, found, form)
    if form.validate():
        try:
            with transaction():
                _edit_details(found, form)
            flash(_("Places and crew of “%(title)s” are saved.", title=found.session.title))
            return to_timetable(event)
        except Refusal as refusal:
            form.form_errors.append(str(refusal))
            return _details_page(event, found, form, status=status_of(refusal, form))
    return _details_page(event, found, form, status=UNPROCESSABLE)


def _edit_details(found: Placement, form: DetailsForm) -> None:
    now = clock.now()
    crew: dict[str, int | None] = {}
    for task, name, email in form.crew_fields():
        person = None
        if email.data:
            person = find_or_add_person(email.data, name=name.data or "", now=now)
        crew[f"{task.value}_id"] = person.id if person else None
    details = actions.Details(
        capacity=form.capacity.data, overbook_percent=form.overbook_percent.data or 0, **crew
    )
    actions.edit_details(found, details, seen=form.seen.data or 0, now=now, actor=actor())


def _details_page(
    event: Event, found: Placement, form: DetailsForm, *, status: int = 200
) -> Response:
    return page(
        "pages/workshop/details.html", status=status, event=event, placement=found, form=form
    )
