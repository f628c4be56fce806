"""Mails to and about who is asked to present."""

from __future__ import annotations

from app.kernel import shown
from app.mail.actions import Draft
from app.proposals.enums import PresenterState
from app.proposals.messages.frame import draft
from app.proposals.messages.writing import values_for
from app.proposals.models import Presenter, Proposal
from app.speakers.models import Desk


def presenter_invited(proposal: Proposal, presenter: Presenter, desk: Desk) -> Draft:
    """The link is to the person's own desk; the page of `answer_url` has the buttons. Each asking is a
    revision of its own."""
    values = values_for(proposal, presenter, desk)
    values |= {
        "abstract": shown.paragraphs(proposal.abstract),
        "answer_url": f"{values['proposal_url']}/invitation/{presenter.public_id}",
    }
    key = f"invited:{proposal.revision}"
    return draft("presenter_invited", proposal, presenter, values, key=key)


def presenter_answered(proposal: Proposal, presenter: Presenter, desk: Desk) -> Draft:
    """To the lead, whose desk it is: a colleague said yes or no."""
    values = values_for(proposal, proposal.lead, desk) | {
        "who": presenter.person.name,
        "of": presenter.organisation,
        "has_accepted": presenter.state == PresenterState.ACCEPTED,
        "answer": "yes" if presenter.state == PresenterState.ACCEPTED else "no",
    }
    key = f"answered:{presenter.public_id}:{proposal.revision}"
    return draft("presenter_answered", proposal, proposal.lead, values, key=key)


def presenter_removed(proposal: Proposal, presenter: Presenter, desk: Desk) -> Draft:
    values = values_for(proposal, presenter, desk)
    return draft("presenter_removed", proposal, presenter, values, key=f"off:{proposal.revision}")
