"""What has come of the decisions: who has answered, the reserve list, what becomes a session."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.plain_text import clean_line
from app.kernel.transaction import transaction
from app.proposals import actions, queries
from app.proposals.enums import TOLD, ProposalState
from app.proposals.manage.blueprint import actor, blueprint, proposal_of, see


@blueprint.get("/<event>/manage/answers")
@requires(Role.ORGANISER)
def answers(event: Event) -> Response:
    return _page(event)


@blueprint.post("/<event>/manage/answers/<ref>/move-up")
@requires(Role.ORGANISER)
def move_up(event: Event, ref: str) -> Response:
    """From the reserve list, or after a no, to an acceptance with a mail of its own."""
    found = proposal_of(event, ref)
    done = _("“%(title)s” is accepted, and they have a mail.", title=found.title)
    return _do(
        event,
        lambda: actions.move_up(event.id, found.id, now=clock.now(), actor=actor()),
        done,
    )


@blueprint.post("/<event>/manage/answers/<ref>/not-needed")
@requires(Role.ORGANISER)
def not_needed(event: Event, ref: str) -> Response:
    """A reserve is told that it was not needed this time."""
    found = proposal_of(event, ref)
    return _do(
        event,
        lambda: actions.turn_down_reserve(event.id, found.id, now=clock.now(), actor=actor()),
        _("“%(title)s” is off the reserve list, and they have a mail.", title=found.title),
    )


@blueprint.post("/<event>/manage/answers/<ref>/cannot-come")
@requires(Role.ORGANISER)
def cannot_come(event: Event, ref: str) -> Response:
    """Noted by an organiser: they said it on the telephone, or never answered."""
    found = proposal_of(event, ref)
    because = clean_line(request.form.get("because", ""))
    return _do(
        event,
        lambda: actions.decline_for_them(
            event.id, found.id, because=because, now=clock.now(), actor=actor()
        ),
        _("It is noted. You can move a reserve up."),
    )


@blueprint.post("/<event>/manage/answers/<ref>/session")
@requires(Role.ORGANISER)
def make_session(event: Event, ref: str) -> Response:
    """One proposal becomes a session; on to its page, where a time is next."""
    found = proposal_of(event, ref)
    try:
        with transaction():
            made = actions.make_session(event.id, found.id, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _page(event, problem=str(refusal))
    flash(_("It is a session of the programme now. Next: a time and a room."))
    return see(url_for("pages.manage_session", event=event.slug, slug=made.slug))


@blueprint.post("/<event>/manage/answers/sessions")
@requires(Role.ORGANISER)
def make_sessions(event: Event) -> Response:
    """The same for every confirmed proposal that is none yet."""
    with transaction():
        made = actions.make_sessions(event.id, now=clock.now(), actor=actor())
    flash(
        ngettext(
            "%(num)s proposal is a session of the programme now.",
            "%(num)s proposals are sessions of the programme now.",
            made,
        )
    )
    return see(url_for("proposals_manage.answers", event=event.slug))


def _do(event: Event, change: Callable[[], None], done: str) -> Response:
    try:
        with transaction():
            change()
    except Refusal as refusal:
        return _page(event, problem=str(refusal))
    flash(done)
    return see(url_for("proposals_manage.answers", event=event.slug))


def _page(event: Event, *, problem: str = "") -> Response:
    told = queries.in_states(event.id, TOLD)
    scores = {line.ref: line.summary for line in queries.lines(event.id)}
    by_state = {state: [one for one in told if one.state == state] for state in TOLD}
    reserves = sorted(
        by_state[ProposalState.RESERVE], key=lambda one: -(scores[one.public_id].mean or 0)
    )
    return page(
        "proposals/manage/answers.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        accepted=by_state[ProposalState.ACCEPTED],
        confirmed=by_state[ProposalState.CONFIRMED],
        declined=by_state[ProposalState.DECLINED],
        reserves=reserves,
        scores=scores,
        to_make=sum(one.session_id is None for one in by_state[ProposalState.CONFIRMED]),
        now=clock.now(),
        problem=problem,
    )
