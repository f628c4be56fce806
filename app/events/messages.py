"""Mails about an event's team."""

from __future__ import annotations

from app.accounts.models import Person
from app.events.enums import Role
from app.events.models import Event, Membership
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft


def role_granted(person: Person, membership: Membership, event: Event | None) -> Draft:
    """Tells somebody what they may do from now on, and where to sign in."""
    return Draft(
        template="events/email/role_granted",
        to=Mailbox(person.name, person.email),
        values={
            "name": person.name,
            "role": Role(membership.role).value,
            **({"event": event.name} if event else {}),
            "email": person.email,
            "sign_in_url": public_url("/sign-in?next=/events"),
            "contact": event.policies.contact_email if event else "",
        },
        dedupe_key=f"role-granted:{membership.id}",
        scope=event.slug if event else "",
        subject_ref=person.public_id,
    )
