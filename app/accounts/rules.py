"""What makes two names or addresses the same, and when a code is good."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from app.kernel.plain_text import clean_line

CODE_FOR = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AN_HOUR = 6  # asked for one address
DEVICE_FOR = timedelta(days=30)


def address_of(typed: str) -> str:
    """An address as it is compared and stored: without spaces around it, in small letters."""
    return clean_line(typed).lower()


def name_of(typed: str) -> str:
    """A name as the person gave it, on one line, with single spaces."""
    return re.sub(r"\s+", " ", clean_line(typed))


def name_key(name: str) -> str:
    """Two ways to type one name have one key: case, spaces and composed accents do not matter."""
    return unicodedata.normalize("NFKC", name_of(name)).casefold()


def code_is_spent(
    *, ended_at: datetime | None, expires_at: datetime, tries: int, now: datetime
) -> bool:
    """A code that can no longer sign anybody in, whatever is typed."""
    return ended_at is not None or now >= expires_at or tries >= CODE_TRIES
