"""What a session has, and handing it out to who presents it and to organisers."""

from __future__ import annotations

from flask import Response, abort, request
from flask_babel import lazy_gettext as _

from app.events.models import Event
from app.kernel import clock
from app.materials import queries, rules
from app.materials.editing.place import Place
from app.materials.models import StoredFile
from app.materials.serving import serve, thumbnail
from app.materials.words import finding_words

# What has just happened, by the name in the address; anything else says nothing.
DONE = {
    "added": _("It is added. Below you see who gets it, and when."),
    "replaced": _("It is replaced. The older version stays for you and the organisers."),
    "withdrawn": _("It is withdrawn. Nobody but you and the organisers sees it any more."),
    "restored": _("It is back."),
    "release": _("It is saved who gets it, and when."),
}


def session_page(place: Place, *, problem: str = "") -> Response:
    """Each material with its versions, the state of its scan, what could be better, who gets it when."""
    now = clock.now()
    rows = queries.standings(place.event, [place.session.id])[place.session.id]
    why_full = rules.why_not_add(len([row for row in rows if not row.is_withdrawn]))
    return place.show(
        "session",
        status=422 if problem else 200,
        problem=problem,
        done=DONE.get(request.args.get("done", "")),
        living=[row for row in rows if not row.is_withdrawn],
        withdrawn=[row for row in rows if row.is_withdrawn],
        why_full=why_full,
        due_on=rules.due_on(
            place.event.day_on, slides_days=place.event.policies.materials.slides_days
        ),
        findings=finding_words,
        now=now,
    )


def download(event: Event, session_ids: set[int] | None, ref: str) -> Response:
    """A file of one of these sessions (None: of any of the event), in whichever version; 404 for others."""
    return serve(_file(event, session_ids, ref))


def page_picture(event: Event, session_ids: set[int] | None, ref: str, number: int) -> Response:
    """Our picture of one of its pages."""
    return thumbnail(_file(event, session_ids, ref), number)


def _file(event: Event, session_ids: set[int] | None, ref: str) -> StoredFile:
    found = queries.found(event.id, ref)
    if found is None or found[1].file is None:
        abort(404)
    if session_ids is not None and found[0].session_id not in session_ids:
        abort(404)
    return found[1].file
