"""What waits for a decision, for its telling, or for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.database import db
from app.kernel.transaction import needs_transaction
from app.proposals.enums import SENT, CorrectionState, ProposalState
from app.proposals.models import Correction, Presenter, Proposal
from app.proposals.queries.proposals import WHOLE


def sent(event_id: int) -> Sequence[Proposal]:
    """Every proposal that was sent and not withdrawn, by title."""
    return in_states(event_id, SENT)


def sent_locked(event_id: int) -> Sequence[Proposal]:
    """The same, read afresh with their rows locked."""
    return _locked(_in_states(event_id, SENT))


def in_states(event_id: int, states: Iterable[ProposalState]) -> Sequence[Proposal]:
    return db.session.scalars(_in_states(event_id, states)).all()


def pending(event_id: int) -> Sequence[Proposal]:
    """Those with a decision that was not told yet."""
    return db.session.scalars(_pending(event_id)).all()


def pending_locked(event_id: int) -> Sequence[Proposal]:
    """The same, read afresh with their rows locked: nobody withdraws one meanwhile."""
    return _locked(_pending(event_id))


def _locked(query: Select[Proposal]) -> Sequence[Proposal]:
    query = query.with_for_update(key_share=True, of=Proposal)
    return needs_transaction().scalars(query.execution_options(populate_existing=True)).all()


def _in_states(event_id: int, states: Iterable[ProposalState]) -> Select[Proposal]:
    return (
        select(Proposal)
        .options(*WHOLE)
        .where(Proposal.event_id == event_id, Proposal.state.in_(list(states)))
        .order_by(func.lower(Proposal.title), Proposal.id)
    )


def _pending(event_id: int) -> Select[Proposal]:
    return (
        select(Proposal)
        .options(*WHOLE)
        .where(
            Proposal.event_id == event_id,
            Proposal.state == ProposalState.SUBMITTED,
            Proposal.decision.is_not(None),
        )
        .order_by(Proposal.id)
    )


def counts(event_id: int) -> dict[ProposalState, int]:
    rows = db.session.execute(
        select(Proposal.state, func.count())
        .where(Proposal.event_id == event_id)
        .group_by(Proposal.state)
    )
    return {ProposalState(row[0]): row[1] for row in rows}


@dataclass(frozen=True)
class OpenEnds:
    """What organisers have to do: decisions not told, answers overdue, accepted ones that were given up
    while others wait in reserve, confirmed ones that are no session, corrections without a nod."""

    pending: int
    overdue: int
    declined: int
    reserves: int
    to_make: int
    corrections: int


def open_ends(event_id: int, *, now: datetime) -> OpenEnds:
    """In two questions."""
    rows = db.session.execute(
        select(
            Proposal.state, Proposal.decision, Proposal.confirm_by_at, Proposal.session_id
        ).where(Proposal.event_id == event_id)
    ).all()
    asked = db.session.scalar(
        select(func.count())
        .select_from(Correction)
        .join(Proposal, Proposal.id == Correction.proposal_id)
        .where(Proposal.event_id == event_id, Correction.state == CorrectionState.ASKED)
    )
    state = ProposalState
    return OpenEnds(
        pending=sum(row.state == state.SUBMITTED and row.decision is not None for row in rows),
        overdue=sum(
            row.state == state.ACCEPTED and (row.confirm_by_at or now) < now for row in rows
        ),
        declined=sum(row.state == state.DECLINED for row in rows),
        reserves=sum(row.state == state.RESERVE for row in rows),
        to_make=sum(row.state == state.CONFIRMED and row.session_id is None for row in rows),
        corrections=asked or 0,
    )


def corrections_asked(event_id: int) -> Sequence[Correction]:
    """Words that wait for an organiser's nod, the oldest first."""
    return db.session.scalars(
        select(Correction)
        .join(Correction.proposal)
        .options(
            joinedload(Correction.proposal).options(
                joinedload(Proposal.session),
                selectinload(Proposal.presenters).joinedload(Presenter.person),
            )
        )
        .where(Proposal.event_id == event_id, Correction.state == CorrectionState.ASKED)
        .order_by(Correction.id)
    ).all()


def correction(event_id: int, public_id: str) -> Correction | None:
    return db.session.scalar(
        select(Correction)
        .join(Correction.proposal)
        .options(joinedload(Correction.proposal))
        .where(Proposal.event_id == event_id, Correction.public_id == public_id)
    )


def correction_waiting(proposal_id: int) -> Correction | None:
    return db.session.scalar(
        select(Correction).where(
            Correction.proposal_id == proposal_id, Correction.state == CorrectionState.ASKED
        )
    )


def of_session(session_id: int) -> Proposal | None:
    """The proposal that this session of the programme came from."""
    return of_sessions([session_id]).get(session_id)


def of_sessions(session_ids: Sequence[int]) -> dict[int, Proposal]:
    """The same for many, by the number of the session."""
    rows = db.session.scalars(
        select(Proposal).options(*WHOLE).where(Proposal.session_id.in_(session_ids))
    )
    return {row.session_id: row for row in rows if row.session_id is not None}


def not_confirmed(event_id: int) -> frozenset[int]:
    """The sessions made from proposals whose presenters have not said, or not any more, that they come."""
    rows = db.session.scalars(
        select(Proposal.session_id).where(
            Proposal.event_id == event_id,
            Proposal.session_id.is_not(None),
            Proposal.state != ProposalState.CONFIRMED,
        )
    )
    return frozenset(one for one in rows if one is not None)
