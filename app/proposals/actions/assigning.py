"""Giving proposals to reviewers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, insert, tuple_

from app.audit.actions import record
from app.events import queries as events
from app.kernel.transaction import needs_transaction
from app.proposals import errors, queries, rules
from app.proposals.enums import AssignBy
from app.proposals.models import Assignment
from app.proposals.rules import Able, Plan, Wanted


def assign_reviewers(event_id: int, *, now: datetime, actor: str) -> Plan:
    """Every proposal that waits for a decision gets its reviewers, evenly, by track or of all. What is
    reviewed already stays; nobody gets what they are kept away from. Refused: reviewers choose for
    themselves."""
    event = events.locked(event_id)
    call = queries.call_of(event_id)
    if call is None or call.assign_by == AssignBy.NOBODY:
        raise errors.NothingToAssign()
    proposals = {row.id: row for row in queries.to_review(event_id)}
    everybody = queries.reviewers(event_id, ended=True)
    panel = [one for one in everybody if one.ended_at is None]
    refs = {one.id: one.public_id for one in everybody}
    away = queries.recusals(everybody, proposals)

    def named(pairs: Iterable[tuple[int, int]]) -> set[tuple[str, str]]:
        return {(proposals[p].public_id, refs[r]) for p, r in pairs if p in proposals}

    before = queries.assigned_pairs(event_id)
    plan = rules.plan_assignments(
        [Wanted(row.public_id, row.track_id) for row in proposals.values()],
        [Able(one.public_id, frozenset(track.id for track in one.tracks)) for one in panel],
        each=call.reviews_each,
        by_track=call.assign_by == AssignBy.TRACK,
        recused=named(away),
        given=named(queries.given_pairs(event_id) - away.keys()),
        before=named(before),
    )
    numbers = {row.public_id: row.id for row in proposals.values()}
    numbers_of_panel = {one.public_id: one.id for one in panel}
    wanted = {
        (numbers[proposal], numbers_of_panel[reviewer])
        for proposal, reviewer in plan.pairs
        if reviewer in numbers_of_panel  # who has left keeps no list
    }
    _write(wanted, before={pair for pair in before if pair[0] in proposals}, now=now)
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


def _write(
    wanted: Collection[tuple[int, int]], *, before: Collection[tuple[int, int]], now: datetime
) -> None:
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
