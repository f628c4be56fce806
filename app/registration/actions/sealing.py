"""Writing access needs down, sealed."""

from __future__ import annotations

from datetime import datetime

from app.kernel import sealing
from app.kernel.keys import signing_keys
from app.kernel.transaction import needs_transaction
from app.registration.models import AccessNeed, Registration


def seal_needs(registration: Registration, text: str, *, now: datetime) -> None:
    """What was said before is replaced; empty words remove it."""
    session = needs_transaction()
    known = session.get(AccessNeed, registration.id)
    if not text.strip():
        if known is not None:
            session.delete(known)
        return
    sealed = sealing.seal(text.strip(), keys=signing_keys())
    if known is not None:
        known.sealed, known.said_at = sealed, now
    else:
        session.add(AccessNeed(registration_id=registration.id, sealed=sealed, said_at=now))
