"""Organisers bring in a programme from a spreadsheet: choose it, look at what it would do, do it."""

from __future__ import annotations

from typing import cast

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import signed_in_address
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.kernel.uploads import takes_uploads
from app.pages.blueprint import blueprint
from app.pages.exports import words
from app.pages.imports import errors
from app.pages.imports.applying import apply, fingerprint
from app.pages.imports.carrying import packed, unpacked
from app.pages.imports.forms import ImportForm
from app.pages.imports.known import known_of
from app.pages.imports.planning import plan_of
from app.pages.imports.plans import Plan
from app.pages.imports.sheet import LARGEST, Raw, read


@requires(Role.ORGANISER)
def _door(event: Event, **_more: str) -> None:
    """Asked before the body is read: others cannot send large ones."""


@blueprint.route("/<event>/manage/import", methods=["GET", "POST"])
@takes_uploads(LARGEST, door=_door)
@requires(Role.ORGANISER)
def import_programme(event: Event) -> Response:
    """A file is looked at; what was looked at is done. The same file again changes nothing."""
    form = ImportForm()
    if request.method == "GET":
        return _choose(event, form)
    if not form.validate():
        return _choose(event, form, status=UNPROCESSABLE)
    try:
        if form.carried.data:
            return _do(event, form)
        return _look(event, form, _read(form))
    except Refusal as refusal:
        form.file.errors = [str(refusal)]
        return _choose(event, form, status=UNPROCESSABLE)


def _read(form: ImportForm) -> Raw:
    upload = form.file.data
    if upload is None or not upload.filename:
        raise errors.NoFile
    stream = upload.stream
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > LARGEST:
        raise errors.TooMuch
    return read(stream)


def _do(event: Event, form: ImportForm) -> Response:
    raw = unpacked(form.carried.data or "", event=event.public_id)
    try:
        with transaction():
            plan = apply(
                event.id,
                raw,
                seen=form.seen.data or "",
                now=clock.now(),
                actor=signed_in_address() or "",
            )
    except Refusal as refusal:
        return _look(event, form, raw, problem=str(refusal), status=UNPROCESSABLE)
    flash(_done(plan))
    return cast("Response", redirect(url_for("pages.import_programme", event=event.slug), 303))


def _done(plan: Plan) -> str:
    """What was done, in numbers."""
    added = sum(not one.slug for one in plan.sessions)
    changed = len(plan.sessions) - added
    parts = [
        ngettext("%(num)s session added", "%(num)s sessions added", added),
        ngettext("%(num)s session changed", "%(num)s sessions changed", changed),
        ngettext("%(num)s time in the draft", "%(num)s times in the draft", len(plan.places)),
    ]
    if plan.refused:
        parts.append(ngettext("%(num)s row left out", "%(num)s rows left out", len(plan.refused)))
    return ", ".join(parts)


def _look(
    event: Event, form: ImportForm, raw: Raw, *, problem: str = "", status: int = 200
) -> Response:
    plan = plan_of(raw, known_of(event))
    form.carried.data = packed(raw, event=event.public_id)
    form.seen.data = fingerprint(plan)
    return page(
        "pages/imports/look.html",
        status=status,
        event=event,
        form=form,
        plan=plan,
        problem=problem,
        room_kinds=words.room_kinds(),
        parts=_parts(),
    )


def _parts() -> dict[str, str]:
    """What of a session changes, as people call it."""
    return {
        "title": _("the title"),
        "abstract": _("what it is about"),
        "outcomes": _("what people can do afterwards"),
        "prerequisites": _("what people need before"),
        "kind": _("the kind of session"),
        "language": _("the language"),
        "level": _("whom it is for"),
        "is_recorded": _("whether it is recorded"),
        "track": _("the track"),
        "tags": _("the national offers"),
        "services": _("who presents it"),
        "speakers": _("the presenters"),
    }


def _choose(event: Event, form: ImportForm, *, status: int = 200) -> Response:
    return page("pages/imports/choose.html", status=status, event=event, form=form)
