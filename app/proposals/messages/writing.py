"""Mails while a proposal is written, sent and withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.kernel import shown
from app.proposals.enums import PresenterState
from app.proposals.messages import frame
from app.proposals.messages.frame import Draft
from app.proposals.models import Presenter, Proposal
from app.speakers.models import Desk

FIVE_MINUTES = 300


def begun(proposal: Proposal, *, now: datetime) -> Draft:
    """To the address that was typed: opening the link shows that it is theirs."""
    return frame.draft("begun", proposal.lead, proposal, {}, key="begun")


def desk_link(desk: Desk, *, now: datetime) -> Draft:
    """The link again; at most one every five minutes."""
    return frame.for_desk("desk_link", desk, {}, key=f"link:{int(now.timestamp()) // FIVE_MINUTES}")


def sent(
    proposal: Proposal, presenter: Presenter, closes_at: datetime | None, *, now: datetime
) -> Draft:
    """What was sent, word for word, to the lead and to each who has accepted. `closes_at`: until when
    the lead may change it, if there is a deadline to come."""
    until = shown.moment(closes_at) if closes_at and now < closes_at else ""
    more = {"words": words_of(proposal), "until": until}
    return frame.draft("sent", presenter, proposal, more, key=f"sent:{_at(now)}")


def withdrawn(proposal: Proposal, presenter: Presenter, *, now: datetime) -> Draft:
    return frame.draft("withdrawn", presenter, proposal, {}, key=f"withdrawn:{_at(now)}")


def words_of(proposal: Proposal) -> dict[str, Any]:
    """What a proposal says, as plain values for a mail."""
    return {
        "type": proposal.type.name if proposal.type else "",
        "minutes": proposal.minutes,
        "abstract": shown.paragraphs(proposal.abstract),
        "outcomes": shown.lines(proposal.outcomes),
        "presenters": [
            {
                "name": one.person.name,
                "role": one.role,
                "organisation": one.organisation,
                "is_asked": one.state == PresenterState.INVITED,
            }
            for one in proposal.presenters
            if one.state in (PresenterState.INVITED, PresenterState.ACCEPTED)
        ],
    }


def _at(now: datetime) -> int:
    return int(now.timestamp())
