"""When somebody can present."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.kernel.transaction import needs_transaction
from app.speakers.models import Desk
from app.speakers.rules import HOURS


def say_available(desk: Desk, hours: Iterable[int], *, now: datetime) -> None:
    """Replaces what was said; hours that are none of the day's are left out. No hour at all is an
    answer too: they cannot."""
    needs_transaction().refresh(desk)
    wanted = set(hours)
    desk.available = [hour for hour in HOURS if hour in wanted]
    desk.available_said_at = now
