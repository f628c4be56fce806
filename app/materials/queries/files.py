"""Stored files: which the worker looks at next, and which objects are known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from app.kernel.database import db
from app.materials.enums import ScanState
from app.materials.models import StoredFile

_A_PART = 500  # keys asked for at once


def due_files(now: datetime, limit: int, *, has_scanner: bool) -> list[int]:
    """Those whose time has come, and with a scanner those that came before there was one."""
    due = StoredFile.inspect_at <= now
    if has_scanner:
        unseen = StoredFile.scan == ScanState.NOT_CONFIGURED
        due = or_(due, unseen & StoredFile.inspect_at.is_(None))
    query = select(StoredFile.id).where(due).order_by(StoredFile.inspect_at, StoredFile.id)
    return list(db.session.scalars(query.limit(limit)))


def known_keys(keys: Sequence[str]) -> set[str]:
    """Which of these keys of the storage belong to a row."""
    known: set[str] = set()
    for start in range(0, len(keys), _A_PART):
        part: Collection[str] = keys[start : start + _A_PART]
        rows = select(StoredFile.storage_key).where(StoredFile.storage_key.in_(part))
        known |= set(db.session.scalars(rows))
    return known
