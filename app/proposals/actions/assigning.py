"""Giving proposals to reviewers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, tuple_

from app.audit.actions import record
from app.events import queries as events
from app.kernel.transaction import needs_transaction
from app.proposals import errors, queries, rules
from app.proposals.enums import AssignBy
from app.proposals.models import Assignment, Proposal, Reviewer
from app.proposals.rules import Able, Plan, Wanted

Pair = tuple[int, int]  # the numbers of a proposal and of a reviewer


def assign_reviewers(event_id: int, *, now: datetime, actor: str) -> Plan:
    """Every proposal that waits for a decision gets its reviewers, evenly, by track or of all. What is
    reviewed already stays; nobody gets what they are kept away from. Refused: reviewers choose for
    themselves."""
    event = events.locked(event_id)
    call = queries.call_of(event_id)
    if call is None or call.assign_by == AssignBy.NOBODY:
        raise errors.NothingToAssign()
    panel = _Panel(queries.to_review(event_id), queries.reviewers(event_id, ended=True))
    before = panel.known(queries.assigned_pairs(event_id))
    away = queries.recusals(panel.reviewers, panel.proposal_refs)
    plan = rules.plan_assignments(
        [Wanted(row.public_id, row.track_id) for row in panel.proposals],
        [Able(one.public_id, frozenset(track.id for track in one.tracks)) for one in panel.living],
        each=call.reviews_each,
        by_track=call.assign_by == AssignBy.TRACK,
        recused=panel.named(away),
        given=panel.named(queries.given_pairs(event_id) - away.keys()),
        before=panel.named(before),
    )
    wanted = panel.numbered(plan.pairs)
    _write(wanted, before=before, now=now)
    record(
        "proposals assigned",
        now=now,
        actor=actor,
        scope=event.slug,
        by=AssignBy(call.assign_by).value,
        assigned=len(wanted),
        short=len(plan.short),
    )
    return plan


class _Panel:
    """Proposals and reviewers by number, as rows have them, and by public id, as rules do."""

    def __init__(self, proposals: Sequence[Proposal], reviewers: Sequence[Reviewer]) -> None:
        self.proposals, self.reviewers = proposals, reviewers
        self.living = [one for one in reviewers if one.ended_at is None]
        self.proposal_refs = {one.id: one.public_id for one in proposals}
        self._reviewer_refs = {one.id: one.public_id for one in reviewers}

    def known(self, pairs: Iterable[Pair]) -> set[Pair]:
        """Those about proposals that wait for a decision."""
        return {pair for pair in pairs if pair[0] in self.proposal_refs}

    def named(self, pairs: Iterable[Pair]) -> set[tuple[str, str]]:
        return {
            (self.proposal_refs[proposal], self._reviewer_refs[reviewer])
            for proposal, reviewer in self.known(pairs)
        }

    def numbered(self, pairs: Iterable[tuple[str, str]]) -> set[Pair]:
        """Without those of who has left: they keep no list."""
        proposals = {ref: number for number, ref in self.proposal_refs.items()}
        living = {one.public_id: one.id for one in self.living}
        return {
            (proposals[proposal], living[reviewer])
            for proposal, reviewer in pairs
            if reviewer in living
        }


def _write(wanted: Collection[Pair], *, before: Collection[Pair], now: datetime) -> None:
    session = needs_transaction()
    gone = set(before) - set(wanted)
    if gone:
        pair = tuple_(Assignment.proposal_id, Assignment.reviewer_id)
        session.execute(delete(Assignment).where(pair.in_(list(gone))))
    rows = [
        {"proposal_id": proposal, "reviewer_id": reviewer, "assigned_at": now}
        for proposal, reviewer in sorted(set(wanted) - set(before))
    ]
    if rows:
        session.execute(insert(Assignment), rows)
