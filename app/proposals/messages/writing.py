"""Mails while a proposal is written, sent and withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.kernel import shown
from app.mail.actions import Draft
from app.proposals.enums import PresenterState
from app.proposals.messages.frame import common, draft
from app.proposals.models import Presenter, Proposal
from app.speakers.models import Desk


def begun(proposal: Proposal, desk: Desk) -> Draft:
    """To the address that was typed: opening the link shows that it is theirs."""
    values = values_for(proposal, proposal.lead, desk)
    return draft("begun", proposal, proposal.lead, values, key="begun", urgent=True)


def proposal_sent(
    proposal: Proposal,
    presenter: Presenter,
    desk: Desk,
    *,
    closes_at: datetime | None,
    now: datetime,
) -> Draft:
    """What was sent, word for word, to the lead and to each who has accepted. `closes_at`: until when
    the lead may change it, if there is a deadline to come."""
    until = shown.moment(closes_at) if closes_at and now < closes_at else ""
    values = values_for(proposal, presenter, desk) | {"until": until} | _words(proposal)
    return draft("sent", proposal, presenter, values, key=f"sent:{proposal.revision}")


def proposal_withdrawn(proposal: Proposal, presenter: Presenter, desk: Desk) -> Draft:
    values = values_for(proposal, presenter, desk)
    values |= {"may_reopen": proposal.told_at is None}
    return draft("withdrawn", proposal, presenter, values, key=f"withdrawn:{proposal.revision}")


def values_for(proposal: Proposal, presenter: Presenter, desk: Desk) -> dict[str, Any]:
    """What mails to one who presents show. `proposal_url`: the proposal's page at their own desk."""
    values = common(proposal, presenter.person.name, desk)
    return values | {
        "lead": proposal.lead.person.name,
        "is_lead": presenter.is_lead,
        "role": "lead" if presenter.is_lead else "presenter",
        "organisation": presenter.organisation,
        "proposal_url": f"{values['desk_url']}/proposals/{proposal.public_id}",
    }


def _words(proposal: Proposal) -> dict[str, Any]:
    """What a proposal says, as plain values."""
    named = (PresenterState.INVITED, PresenterState.ACCEPTED)
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
            if one.state in named
        ],
    }
