"""What the worker does: a reminder's piece, a mail's piece, planning once for what was there before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.campaigns import actions
from app.events.enums import Reminder

PLAN_ALL = "campaigns.plan_all"  # posted by the migration that brought reminders


def remind(payload: dict[str, Any], now: datetime) -> None:
    actions.remind(
        payload["event_id"],
        reminder=Reminder(payload["reminder"]),
        occasion=payload["occasion"],
        at=datetime.fromisoformat(payload["at"]),
        after=payload["after"],
        now=now,
    )


def write(payload: dict[str, Any], now: datetime) -> None:
    goes_at = datetime.fromisoformat(payload["goes_at"])
    actions.write_piece(payload["ref"], goes_at=goes_at, after=payload["after"], now=now)


def plan_all(_payload: dict[str, Any], now: datetime) -> None:
    actions.plan_all(now=now)
