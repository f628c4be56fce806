"""Which mail about certificates says what to whom."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.certificates.models import Certificate
from app.kernel import shown
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.mail.rules import Wordable
from app.registration.queries import language_of

_READY = {"name": "name", "event": "event", "day": "day"}
WORDABLE = (
    Wordable(
        template="certificates/email/ready",
        name=_("The certificate is ready"),
        when=_("When certificates are issued"),
        placeholders=_READY,
        variant=("reason", "new"),
    ),
    Wordable(
        template="certificates/email/ready",
        name=_("The certificate was corrected"),
        when=_("When a name on a certificate was corrected"),
        placeholders=_READY,
        variant=("reason", "corrected"),
    ),
)


def ready(certificate: Certificate, *, is_corrected: bool = False) -> Draft:
    """The certificate is there: a link to it, never the file, since mails are passed on."""
    registration = certificate.registration
    event = registration.event
    links = accounts.links_of([registration.public_id], LinkPurpose.MY)
    address = accounts.url_of(links[registration.public_id])
    return Draft(
        template="certificates/email/ready",
        to=Mailbox(registration.person.name, registration.person.email),
        values={
            "name": registration.person.name,
            "event": event.name,
            "day": shown.day(event.day_on),
            "certificate_url": f"{address}/certificate",
            "is_corrected": is_corrected,
            "reason": "corrected" if is_corrected else "new",
            "learning_time": certificate.content["learning_time"],
            "contact": event.policies.contact_email,
        },
        dedupe_key=f"certificates:{certificate.id}:ready",
        scope=event.slug,
        subject_ref=registration.public_id,
        language=language_of(registration),
    )
