"""Mails to and about who is asked to present."""

from __future__ import annotations

from datetime import datetime

from app.kernel import shown
from app.proposals.enums import PresenterState
from app.proposals.messages import frame
from app.proposals.messages.frame import Draft
from app.proposals.models import Presenter, Proposal

HOUR = 3600


def presenter_invited(proposal: Proposal, presenter: Presenter, *, now: datetime) -> Draft:
    """The link is to the person's own desk; `answer_url` has the buttons. At most one an hour."""
    made = frame.draft(
        "presenter_invited",
        presenter,
        proposal,
        {"abstract": shown.paragraphs(proposal.abstract), "role": presenter.role},
        key=f"invited:{int(now.timestamp()) // HOUR}",
    )
    made.values["answer_url"] = f"{made.values['proposal_url']}/invitation/{presenter.public_id}"
    return made


def presenter_answered(proposal: Proposal, presenter: Presenter, *, now: datetime) -> Draft:
    """To the lead: a colleague said yes or no."""
    more = {
        "who": presenter.person.name,
        "of": presenter.organisation,
        "has_accepted": presenter.state == PresenterState.ACCEPTED,
    }
    key = f"answered:{presenter.public_id}:{int(now.timestamp())}"
    return frame.draft("presenter_answered", proposal.lead, proposal, more, key=key)


def presenter_removed(proposal: Proposal, presenter: Presenter, *, now: datetime) -> Draft:
    key = f"removed:{int(now.timestamp())}"
    return frame.draft("presenter_removed", presenter, proposal, {}, key=key)
