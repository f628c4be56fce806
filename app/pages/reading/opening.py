"""Whether one can book."""

from __future__ import annotations

from app.events.models import Event
from app.kernel import clock
from app.registration import rules


def is_open(event: Event) -> bool:
    """The pages kept for it are known by this too."""
    return (
        rules.why_closed(
            state=event.state,
            opens_at=event.registration_opens_at,
            closes_at=event.registration_closes_at,
            now=clock.now(),
        )
        is None
    )
