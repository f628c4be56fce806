"""What decides who is kept away from a proposal, read as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from app.accounts.models import Person
from app.events import queries as events
from app.kernel.database import db
from app.proposals import rules
from app.proposals.enums import PresenterState, Recusal
from app.proposals.models import Presenter, Proposal, Reviewer
from app.proposals.rules import Concern, Judge, Party

GONE = (PresenterState.DECLINED, PresenterState.REMOVED)


class Parties:
    """Organisations as they are compared: library services by what they count as at this moment."""

    def __init__(self) -> None:
        self._services = {row.id: row for row in events.every_service()}
        self._aliases = {one.id: one.aliases for one in events.service_choices()}
        self._known: dict[tuple[int | None, str], Party] = {}

    def of(self, service_id: int | None, other_organisation: str) -> Party:
        key = (service_id, other_organisation)
        if key not in self._known:
            self._known[key] = (
                self._service(service_id) if service_id else rules.organisation(other_organisation)
            )
        return self._known[key]

    def _service(self, service_id: int) -> Party:
        row = self._services[service_id]
        names = (row.name, row.authority, row.name_cy, *self._aliases.get(service_id, ()))
        return Party(row.group, frozenset(rules.folded_name(name) for name in names if name))


def judge_of(reviewer: Reviewer, parties: Parties) -> Judge:
    return Judge(
        parties.of(reviewer.service_id, reviewer.other_organisation), reviewer.person.email
    )


def concerns(proposal_ids: Iterable[int], parties: Parties) -> dict[int, Concern]:
    """Whom each of these proposals concerns."""
    ids = list(proposal_ids)
    presents: dict[int, list[Party]] = defaultdict(list)
    named: dict[int, set[str]] = defaultdict(set)
    people = (
        select(
            Presenter.proposal_id,
            Presenter.state,
            Presenter.service_id,
            Presenter.other_organisation,
            Person.email,
        )
        .join(Person, Person.id == Presenter.person_id)
        .where(Presenter.proposal_id.in_(ids))
        .order_by(Presenter.id)
    )
    for proposal_id, state, service_id, other, email in db.session.execute(people):
        named[proposal_id].add(email)
        if state not in GONE:
            presents[proposal_id].append(parties.of(service_id, other))
    owners = select(Proposal.id, Proposal.service_id, Proposal.other_organisation)
    return {
        row.id: Concern(
            parties.of(row.service_id, row.other_organisation),
            tuple(presents[row.id]),
            frozenset(named[row.id]),
        )
        for row in db.session.execute(owners.where(Proposal.id.in_(ids)))
    }


def recusal(reviewer: Reviewer, proposal_id: int) -> Recusal | None:
    """Why the reviewer is kept away from this one."""
    parties = Parties()
    concern = concerns([proposal_id], parties)[proposal_id]
    return rules.why_recused(judge_of(reviewer, parties), concern)


def recusals(
    reviewers: Iterable[Reviewer], proposal_ids: Iterable[int]
) -> dict[tuple[int, int], Recusal]:
    """Every (proposal, reviewer) of these that must not meet, and why."""
    parties = Parties()
    judges = [(reviewer.id, judge_of(reviewer, parties)) for reviewer in reviewers]
    return {
        (proposal_id, reviewer_id): why
        for proposal_id, concern in concerns(proposal_ids, parties).items()
        for reviewer_id, judge in judges
        if (why := rules.why_recused(judge, concern))
    }
