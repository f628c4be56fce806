"""Choosing with an eye on balance, preparing the mails, telling everybody together."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.mail import queries as mails
from app.proposals import actions, errors, queries, rules
from app.proposals.enums import Decision, ProposalState
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.manage.names import LANGUAGES, LEVELS
from app.proposals.messages.deciding import DECISION
from app.proposals.models import Proposal
from app.proposals.rules import Candidate

# What a choice can be balanced by: fields of `Candidate`.
KINDS = {
    "regions": _("Regions"),
    "services": _("Library services"),
    "tags": _("Tags"),
    "type": _("Types"),
    "level": _("Levels"),
    "language": _("Languages"),
}
DECISIONS = {"": None, **{decision.value: decision for decision in Decision}}
FIELD = "decision-"  # and the proposal's public id: the name of its select


@blueprint.get("/<event>/manage/decisions")
@requires(Role.ORGANISER)
def decisions(event: Event) -> Response:
    """What waits for a decision, best first, beside the balance of what is chosen so far."""
    return _page(event)


@blueprint.post("/<event>/manage/decisions")
@requires(Role.ORGANISER)
def save_decisions(event: Event) -> Response:
    """Held until they are told. What somebody else decided meanwhile and this form left alone stays."""
    wanted = {
        name.removeprefix(FIELD): value
        for name, value in request.form.items()
        if name.startswith(FIELD) and value != request.form.get(f"was-{name}")
    }
    try:
        if not set(wanted.values()) <= set(DECISIONS):
            raise errors.WrongState()
        chosen = {ref: DECISIONS[value] for ref, value in wanted.items()}
        with transaction():
            many = actions.decide(event.id, chosen, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _page(event, problem=str(refusal))
    flash(
        ngettext("%(num)s decision is noted.", "%(num)s decisions are noted.", many)
        if many
        else gettext("Nothing has changed.")
    )
    if request.form.get("go") == "mails":
        return see(url_for("proposals_manage.decision_mails", event=event.slug))
    return see(url_for("proposals_manage.decisions", event=event.slug, by=_by()))


@blueprint.get("/<event>/manage/decisions/mails")
@requires(Role.ORGANISER)
def decision_mails(event: Event) -> Response:
    """The mails that tell the decisions, with their real words, before they go."""
    return _mails_page(event)


@blueprint.post("/<event>/manage/decisions/mails")
@requires(Role.ORGANISER)
def prepare_decisions(event: Event) -> Response:
    with transaction():
        many = actions.prepare_decisions(event.id, now=clock.now(), actor=actor())
    flash(
        ngettext(
            "%(num)s mail is prepared. Nobody has had it yet.",
            "%(num)s mails are prepared. Nobody has had one yet.",
            many,
        )
    )
    return see(url_for("proposals_manage.decision_mails", event=event.slug))


@blueprint.post("/<event>/manage/decisions/tell")
@requires(Role.ORGANISER)
def tell_decisions(event: Event) -> Response:
    """Everybody is told together."""
    try:
        with transaction():
            many = actions.release_decisions(event.id, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _mails_page(event, problem=str(refusal))
    flash(
        ngettext(
            "The decision about %(num)s proposal is told.",
            "The decisions about %(num)s proposals are told.",
            many,
        )
    )
    return see(url_for("proposals_manage.answers", event=event.slug))


def _page(event: Event, *, problem: str = "") -> Response:
    lines = queries.lines(event.id)
    waiting = [line for line in lines if line.state == ProposalState.SUBMITTED]
    waiting.sort(key=lambda line: (-(line.summary.mean or 0), line.title.casefold()))
    candidates = [_candidate(one) for one in queries.sent(event.id)]
    by = _by()
    return page(
        "proposals/manage/decisions.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        waiting=waiting,
        typed=request.form if problem else {},
        held={
            decision: sum(line.decision == decision for line in waiting) for decision in Decision
        },
        undecided=sum(line.decision is None for line in waiting),
        chosen=sum(one.is_chosen for one in candidates),
        kinds=KINDS,
        by=by,
        balance=rules.balance(candidates, by),
        problem=problem,
    )


def _mails_page(event: Event, *, problem: str = "") -> Response:
    waiting = queries.pending(event.id)
    return page(
        "proposals/manage/decision_mails.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        prepared=mails.prepared(event.slug, DECISION),
        waiting=waiting,
        titles={one.public_id: one for one in waiting},
        undecided=queries.counts(event.id).get(ProposalState.SUBMITTED, 0) - len(waiting),
        problem=problem,
    )


def _by() -> str:
    by = request.args.get("by", "")
    return by if by in KINDS else next(iter(KINDS))


def _candidate(proposal: Proposal) -> Candidate:
    """As the view of balance counts it: the owner, and whoever presents it."""
    services = [
        one
        for one in (proposal.service, *(p.service for p in queries.who_present(proposal)))
        if one
    ]
    names = [one.name for one in services] or [proposal.owner]
    decision = Decision(proposal.decision) if proposal.decision else None
    return Candidate(
        is_chosen=rules.is_chosen(ProposalState(proposal.state), decision),
        services=tuple(names),
        regions=tuple(one.region for one in services) or (gettext("No library service"),),
        tags=tuple(tag.name for tag in proposal.tags) or (gettext("No tag"),),
        type=proposal.type.name if proposal.type else gettext("No type"),
        level=str(LEVELS[proposal.level]),
        language=str(LANGUAGES.get(proposal.language, proposal.language)),
    )
