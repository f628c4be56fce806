"""What the worker does about proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.proposals import actions


def remind_to_confirm(payload: dict[str, Any], now: datetime) -> None:
    actions.remind(payload["proposal_id"], told_at=payload["told_at"], now=now)
