"""Mails about decisions, confirmation, and words that an organiser agreed to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.proposals.enums import Decision
from app.proposals.messages.frame import common, draft
from app.proposals.models import Correction, Presenter, Proposal
from app.speakers.models import Desk

DECISION = "proposals/email/decision"


def decision_told(
    proposal: Proposal,
    presenter: Presenter,
    desk: Desk,
    *,
    decision: Decision,
    confirm_by_at: datetime | None,
    key: str,
) -> Draft:
    """Accepted, on the reserve list, or not this time: one mail for each who presents."""
    values = _values(proposal, presenter, desk, confirm_by_at) | {"decision": decision.value}
    return draft("decision", proposal, presenter, values, key=key)


def moved_up(proposal: Proposal, presenter: Presenter, desk: Desk) -> Draft:
    """From the reserve list, or after a no, to a place in the programme."""
    values = _values(proposal, presenter, desk, proposal.confirm_by_at)
    return draft("moved_up", proposal, presenter, values, key=f"up:{_told(proposal)}", urgent=True)


def remind_to_confirm(proposal: Proposal, desk: Desk, *, step: str) -> Draft:
    values = _values(proposal, proposal.lead, desk, proposal.confirm_by_at)
    return draft("remind_to_confirm", proposal, proposal.lead, values, key=f"remind:{step}")


def confirmed(proposal: Proposal, presenter: Presenter, desk: Desk) -> Draft:
    """They come: what is next for each who presents."""
    values = _values(proposal, presenter, desk, None)
    return draft("confirmed", proposal, presenter, values, key=f"confirmed:{_told(proposal)}")


def given_up(proposal: Proposal, presenter: Presenter, desk: Desk) -> Draft:
    """To the others who present: it was said for them all that they cannot come."""
    values = _values(proposal, presenter, desk, None)
    return draft("given_up", proposal, presenter, values, key=f"given-up:{_told(proposal)}")


def declined(proposal: Proposal, *, because: str, noted_by: str, reserves: int) -> Draft | None:
    """To the organisers' address: somebody who was accepted cannot come. `noted_by`: the organiser who
    wrote it down for them, or empty."""
    values = {"because": because, "noted_by": noted_by, "reserves": reserves}
    return _to_organisers("declined", proposal, values, key=f"declined:{_told(proposal)}")


def not_confirmed(proposal: Proposal) -> Draft | None:
    """To the organisers' address: the time to confirm is over, and nobody answered."""
    return _to_organisers("not_confirmed", proposal, {}, key=f"unanswered:{_told(proposal)}")


def correction_answered(correction: Correction, presenter: Presenter, desk: Desk) -> Draft:
    """To who asked for it, and to the lead."""
    proposal = correction.proposal
    values = common(proposal, presenter.person.name, desk) | {
        "state": correction.state,
        "new_title": correction.title,
        "has_asked": presenter.person.email == correction.asked_by,
    }
    key = f"correction:{correction.public_id}"
    return draft("correction_answered", proposal, presenter, values, key=key)


def _values(
    proposal: Proposal, presenter: Presenter, desk: Desk, confirm_by_at: datetime | None
) -> dict[str, Any]:
    return common(proposal, presenter.person.name, desk) | {
        "is_lead": presenter.is_lead,
        "lead": proposal.lead.person.name,
        "confirm_by": shown.moment(confirm_by_at) if confirm_by_at else "",
    }


def _to_organisers(
    name: str, proposal: Proposal, values: dict[str, Any], *, key: str
) -> Draft | None:
    event = proposal.event
    contact = event.policies.contact_email
    if not contact:
        return None
    return Draft(
        template=f"proposals/email/{name}",
        to=Mailbox(event.policies.organiser_name or event.name, contact),
        values={
            "event": event.name,
            "title": proposal.title,
            "owner": proposal.owner,
            "lead": proposal.lead.person.name,
            "manage_url": public_url(f"/{event.slug}/manage/answers"),
            **values,
        },
        dedupe_key=f"proposal:{proposal.public_id}:{key}",
        scope=event.slug,
        subject_ref=proposal.public_id,
    )


def _told(proposal: Proposal) -> str:
    """Names the telling that this mail follows, so that it is said once for each."""
    return proposal.told_at.isoformat() if proposal.told_at else ""
