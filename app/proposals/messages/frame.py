"""What every mail about a proposal has: whom it greets, the event, the title, the desk."""

from __future__ import annotations

from typing import Any

from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.proposals.models import Presenter, Proposal
from app.speakers import queries as speakers
from app.speakers.models import Desk


def common(proposal: Proposal, name: str, desk: Desk) -> dict[str, Any]:
    """For who is called `name` and has this desk."""
    event = proposal.event
    return {
        "name": name,
        "event": event.name,
        "day": shown.day(event.day_on),
        "event_url": public_url(f"/{event.slug}/"),
        "title": proposal.title,
        "owner": proposal.owner,
        "desk_url": speakers.url_of(desk),
        "contact": event.policies.contact_email,
        "notice": event.notice,
    }


def draft(
    name: str,
    proposal: Proposal,
    presenter: Presenter,
    values: dict[str, Any],
    *,
    key: str,
    urgent: bool = False,
) -> Draft:
    """`name` is a folder below `templates/proposals/email`, `key` the occasion for this person."""
    return Draft(
        template=f"proposals/email/{name}",
        to=Mailbox(presenter.person.name, presenter.person.email),
        values=values,
        dedupe_key=f"proposal:{proposal.public_id}:{presenter.public_id}:{key}",
        scope=proposal.event.slug,
        subject_ref=proposal.public_id,
        urgent=urgent,
    )
