"""Notes for speakers: for all, for a kind of session, for a room."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page, refused
from app.kernel.transaction import transaction
from app.programme import queries as programme
from app.speakers import actions, queries
from app.speakers.actions import NoteDraft
from app.speakers.forms import KINDS, NoteForm
from app.speakers.manage.blueprint import actor, blueprint, see
from app.speakers.models import SpeakerNote

LIST = "speakers_manage.notes"


@blueprint.get("/<event>/manage/speaker-notes")
@requires(Role.ORGANISER)
def notes(event: Event) -> Response:
    return page(
        "speakers/manage/notes.html", event=event, notes=queries.notes(event.id), kinds=dict(KINDS)
    )


@blueprint.route("/<event>/manage/speaker-notes/new", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def add_note(event: Event) -> Response:
    return _edit(event, None)


@blueprint.route("/<event>/manage/speaker-notes/<ref>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def edit_note(event: Event, ref: str) -> Response:
    return _edit(event, queries.note(event.id, ref) or abort(404))


@blueprint.post("/<event>/manage/speaker-notes/<ref>/remove")
@requires(Role.ORGANISER)
def remove_note(event: Event, ref: str) -> Response:
    note = queries.note(event.id, ref) or abort(404)
    with transaction():
        actions.remove_note(note, event, now=clock.now(), actor=actor())
    return see(LIST, event, _("The note is gone."))


def _edit(event: Event, note: SpeakerNote | None) -> Response:
    form = NoteForm(obj=note, room=note.room.slug if note and note.room else "")
    form.offer(programme.rooms(event.id))
    values: dict[str, Any] = {"event": event, "note": note, "form": form}
    if request.method == "GET":
        return page("speakers/manage/note.html", **values)
    if not form.validate():
        return refused("speakers/manage/note.html", **values)
    room = programme.room(event.id, form.room.data) if form.room.data else None
    draft = NoteDraft(
        title=form.title.data or "",
        body=form.body.data or "",
        kind=form.kind.data or "",
        room_id=room.id if room else None,
    )
    now = clock.now()
    with transaction():
        if note is None:
            actions.add_note(event, draft, now=now, actor=actor())
        else:
            actions.edit_note(note, event, draft, now=now, actor=actor())
    return see(LIST, event, _("Speakers see the note on their desks."))
