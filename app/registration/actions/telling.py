"""Telling a person what changed: the mail is a row of the same transaction, the calendar follows."""

from app.kernel.facts import emit
from app.mail.actions import post
from app.registration.actions.gate import Gate
from app.registration.facts import PlacesChanged
from app.registration.messages import Draft
from app.registration.models import Registration


def tell(gate: Gate, registration: Registration, draft: Draft) -> None:
    gate.session.flush()
    message = post(draft, now=gate.now)
    emit(PlacesChanged(at=gate.now, registration_id=registration.id, message_id=message.id))


def post_to(gate: Gate, draft: Draft) -> None:
    """A mail that changes no place."""
    gate.session.flush()
    post(draft, now=gate.now)


def tell_calendar(gate: Gate, registration: Registration) -> None:
    """For a change that another mail tells, or nobody needs to read."""
    gate.session.flush()
    emit(PlacesChanged(at=gate.now, registration_id=registration.id, message_id=None))
