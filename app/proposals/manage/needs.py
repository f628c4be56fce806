"""What presenters need to take part: for the access lead, who alone can open the words."""

from __future__ import annotations

from cryptography.fernet import InvalidToken
from flask import Response

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock, sealing
from app.kernel.keys import signing_keys
from app.kernel.pages import page
from app.kernel.transaction import transaction
from app.proposals import actions, queries
from app.proposals.manage.blueprint import actor, blueprint
from app.proposals.models import PresenterNeed


@blueprint.get("/<event>/manage/speakers-needs")
@requires(Role.ACCESS_LEAD)
def presenters_needs(event: Event) -> Response:
    """Who has said one, without the words."""
    return _page(event, is_open=False)


@blueprint.post("/<event>/manage/speakers-needs")
@requires(Role.ACCESS_LEAD)
def show_presenters_needs(event: Event) -> Response:
    """The words, this once; that they were read is written down first."""
    with transaction():
        found = [one for one, _proposal, _need in queries.presenters_with_needs(event.id)]
        actions.note_needs_read(event, found, now=clock.now(), actor=actor())
    answer = _page(event, is_open=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(event: Event, *, is_open: bool) -> Response:
    rows = [
        (presenter, proposal, _unsealed(need) if is_open else None)
        for presenter, proposal, need in queries.presenters_with_needs(event.id)
    ]
    return page("proposals/manage/needs.html", event=event, rows=rows, is_open=is_open)


def _unsealed(need: PresenterNeed) -> str | None:
    try:
        return sealing.unseal(need.sealed, keys=signing_keys())
    except InvalidToken:
        return None
