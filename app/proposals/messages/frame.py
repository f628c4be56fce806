"""What every mail about a proposal has: whom it greets, the event, the link to the person's own desk."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Person
from app.events.models import Event
from app.kernel import shown
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.proposals.models import Presenter, Proposal
from app.speakers import queries as speakers
from app.speakers.models import Desk

__all__ = ["Draft"]


def draft(
    name: str, presenter: Presenter, proposal: Proposal, more: dict[str, Any], *, key: str
) -> Draft:
    """`name` is a folder below `templates/proposals/email`, `key` the occasion for this presenter."""
    event = proposal.event
    desk = speakers.desk_at(event.id, presenter.person.email)
    assert desk is not None, "who is named on a proposal has a desk"
    return _draft(
        name,
        presenter.person,
        event,
        common(presenter.person, event, desk) | about(proposal, presenter, desk) | more,
        key=f"proposal:{proposal.public_id}:{presenter.public_id}:{key}",
        subject_ref=proposal.public_id,
    )


def for_desk(name: str, desk: Desk, more: dict[str, Any], *, key: str) -> Draft:
    """The same about nothing but the desk itself."""
    values = common(desk.person, desk.event, desk) | more
    key = f"desk:{desk.public_id}:{key}"
    return _draft(name, desk.person, desk.event, values, key=key, subject_ref=desk.public_id)


def common(person: Person, event: Event, desk: Desk) -> dict[str, Any]:
    return {
        "name": person.name,
        "event": event.name,
        "day": shown.day(event.day_on),
        "desk_url": speakers.url_of(desk),
        "contact": event.policies.contact_email,
    }


def about(proposal: Proposal, presenter: Presenter, desk: Desk) -> dict[str, Any]:
    """`proposal_url`: its page at the person's own desk."""
    return {
        "title": proposal.title,
        "owner": proposal.owner,
        "lead": proposal.lead.person.name,
        "is_lead": presenter.is_lead,
        "organisation": presenter.organisation,
        "proposal_url": f"{speakers.url_of(desk)}/proposals/{proposal.public_id}",
    }


def _draft(
    name: str, person: Person, event: Event, values: dict[str, Any], *, key: str, subject_ref: str
) -> Draft:
    return Draft(
        template=f"proposals/email/{name}",
        to=Mailbox(person.name, person.email),
        values=values,
        dedupe_key=key,
        scope=event.slug,
        subject_ref=subject_ref,
        urgent=name in ("begun", "desk_link"),
    )
