"""Who presents and has said what they need, for the access lead alone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.database import db
from app.proposals.enums import SENT, PresenterState
from app.proposals.models import Presenter, PresenterNeed, Proposal


def presenters_with_needs(event_id: int) -> list[tuple[Presenter, Proposal, PresenterNeed]]:
    """By title and name; of proposals that were sent, and of who still presents them."""
    rows = db.session.execute(
        select(Presenter, Proposal, PresenterNeed)
        .join(PresenterNeed, PresenterNeed.presenter_id == Presenter.id)
        .join(Proposal, Proposal.id == Presenter.proposal_id)
        .options(joinedload(Presenter.person), joinedload(Presenter.service))
        .where(
            Proposal.event_id == event_id,
            Proposal.state.in_(SENT),
            Presenter.state == PresenterState.ACCEPTED,
        )
        .order_by(Proposal.title, Presenter.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]
