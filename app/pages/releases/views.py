"""Releasing the draft, and going back to an earlier release. Each asks twice: first it shows what would
change and exactly who would be told, then it does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from flask import Response, abort, redirect, request, url_for
from flask_babel import lazy_gettext as _

from app.accounts.access import signed_in_address
from app.events import queries as events
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.exports.sentences import changes_of, sentence
from app.pages.releases.forms import ReleaseForm, RollBackForm
from app.pages.releases.rehearsing import Rehearsed, rehearse
from app.pages.workshop.gathering import warnings_of
from app.timetable import actions, queries
from app.timetable.models import Publication, Release

DONE = {
    "released": _("The programme is released. Everybody concerned is told by mail."),
    "rolled_back": _("The earlier programme is out again. Everybody concerned is told by mail."),
}
LOOK = "look"  # the button that shows what would happen


@blueprint.route("/<event>/manage/release", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def release(event: Event) -> Response:
    """What the draft changes, what to look at before, and, asked for, who would be told what."""
    form = ReleaseForm()
    if request.method == "GET":
        return _release_page(event, form)
    if not form.validate():
        return _release_page(event, form, status=UNPROCESSABLE)
    note = form.note.data or ""
    if LOOK in request.form:
        form.seen.data = queries.fingerprint(event.id)
        return _tried(
            partial(_release_page, event, form), partial(_release, event, form.seen.data, note)
        )
    try:
        with transaction():
            _release(event, form.seen.data or "", note)
    except Refusal as refusal:
        return _release_page(event, form, problem=str(refusal), status=UNPROCESSABLE)
    return _to_releases(event, "released")


@blueprint.get("/<event>/manage/releases")
@requires(Role.ORGANISER)
def releases(event: Event) -> Response:
    """Every publication, the newest first, and the way back to each release."""
    rows = queries.publications(event.id)
    return page(
        "pages/releases/releases.html",
        event=event,
        rows=[(row, [sentence(one) for one in changes_of(row)]) for row in rows],
        done=DONE.get(request.args.get("done", "")),
    )


@blueprint.route("/<event>/manage/releases/<label>/back", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def roll_back(event: Event, label: str) -> Response:
    """An earlier release is to be out again."""
    found = _by_label(event, label)
    form = RollBackForm()
    if request.method == "GET":
        return _back_page(event, found, form)
    if not form.validate():
        return _back_page(event, found, form, status=UNPROCESSABLE)
    if LOOK in request.form:
        form.seen.data = _state(event)
        return _tried(
            partial(_back_page, event, found, form), partial(_back, found, form.because.data)
        )
    try:
        with transaction():
            events.locked(event.id)  # so that nobody changes what is compared
            if form.seen.data != _state(event):
                raise _ProgrammeMovedOn
            _back(found, form.because.data)
    except Refusal as refusal:
        return _back_page(event, found, form, problem=str(refusal), status=UNPROCESSABLE)
    return _to_releases(event, "rolled_back")


class _ProgrammeMovedOn(Refusal):
    sentence = _("The programme has changed since you looked. Look at what would happen now.")


def _tried(show: Callable[..., Response], change: Callable[[], Publication]) -> Response:
    try:
        return show(rehearsed=rehearse(change))
    except Refusal as refusal:
        return show(problem=str(refusal), status=UNPROCESSABLE)


def _release(event: Event, seen: str, note: str) -> Publication:
    return actions.release_draft(
        event.id, seen=seen, note=note, now=clock.now(), actor=signed_in_address() or ""
    )


def _back(found: Release, because: str) -> Publication:
    return actions.roll_back(
        found, because=because, now=clock.now(), actor=signed_in_address() or ""
    )


def _state(event: Event) -> str:
    """Which publication is out."""
    newest = queries.newest_publication(event.id)
    return newest.public_id if newest else ""


def _by_label(event: Event, label: str) -> Release:
    number, _dot, patch = label.partition(".")
    parts = (number, patch or "0")
    if not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        abort(404)
    return queries.release(event.id, int(parts[0]), int(parts[1])) or abort(404)


def _release_page(
    event: Event,
    form: ReleaseForm,
    *,
    rehearsed: Rehearsed | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    placements = queries.placements(event.id)
    return page(
        "pages/releases/release.html",
        status=status,
        event=event,
        form=form,
        out=queries.newest_publication(event.id),
        changed=[one for one in placements if actions.differs(one)],
        number=len(placements),
        breaks_differ=_breaks_differ(event),
        warnings=warnings_of(event),
        rehearsed=rehearsed,
        problem=problem,
    )


def _breaks_differ(event: Event) -> bool:
    drafted = queries.breaks_shown(queries.breaks(event.id))
    return drafted != queries.published(event.id).document.breaks


def _back_page(
    event: Event,
    found: Release,
    form: RollBackForm,
    *,
    rehearsed: Rehearsed | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    return page(
        "pages/releases/back.html",
        status=status,
        event=event,
        release=found,
        form=form,
        out=queries.newest_publication(event.id),
        rehearsed=rehearsed,
        problem=problem,
    )


def _to_releases(event: Event, done: str) -> Response:
    address = url_for("pages.releases", event=event.slug, done=done)
    return cast("Response", redirect(address, 303))
