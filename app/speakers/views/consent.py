"""Whether one's session may be recorded."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.pages import page, refused
from app.kernel.transaction import transaction
from app.programme import queries as programme
from app.programme.models import Session
from app.speakers import actions, queries
from app.speakers.access import desk_of
from app.speakers.forms import ConsentForm
from app.speakers.models import Desk
from app.speakers.views.blueprint import blueprint, to_desk


@blueprint.route("/s/<token>/sessions/<slug>/recording", methods=["GET", "POST"])
def recording(token: str, slug: str) -> Response:
    """Everybody at this address who presents the session says the same: they share a mailbox."""
    desk = desk_of(token)
    item = _session_of(desk, slug)
    people = [one.person for one in item.speakers if one.person and one.person.email == desk.email]
    said = queries.consents([item.id])
    known = [said[key] for one in people if (key := (item.id, one.id)) in said]
    form = ConsentForm(agrees=("yes" if all(known) else "no") if known else None)
    values: dict[str, Any] = {"event": desk.event, "token": token, "form": form, "session": item}
    if request.method == "GET":
        return page("speakers/recording.html", **values)
    if not form.validate():
        return refused("speakers/recording.html", **values)
    with transaction():
        for person in people:
            agrees = form.agrees.data == "yes"
            actions.say_recording(item.id, person.id, agrees=agrees, now=clock.now())
    return to_desk(token, _("Thank you. That is noted."))


def _session_of(desk: Desk, slug: str) -> Session:
    """A session that this desk presents; 404 for any other."""
    item = programme.session_to_edit(desk.event_id, slug)
    if item is None or not queries.presents(desk, item.id):
        abort(404)
    return item
