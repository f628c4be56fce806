"""What makes two names or addresses the same, and when a code is good."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from app.kernel.plain_text import clean_line

CODE_FOR = timedelta(minutes=10)
CODE_TRIES = 5
CODE_DIGITS = 6
CODES_AN_HOUR = 6  # asked for one address
CODES_KEPT_FOR = timedelta(days=1)
DEVICE_FOR = timedelta(days=30)
FRESH_FOR = timedelta(minutes=15)  # after signing in one may do what a borrowed screen must not
HOUR = timedelta(hours=1)

# What somebody agrees to who ticks the box; kept with each consent as they read it.
NEWS_WORDING = _(
    "Yes, send me news about later events by email. I can stop it at any time with one click."
)

# What a browser says it is, and what people call it; the first that fits, since most claim to be others too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


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


def wait_for_a_code(asked_at: Sequence[datetime], *, now: datetime) -> timedelta | None:
    """How long an address must wait before it may ask for another code; None: it may ask now.

    `asked_at` are the instants of its requests so far, in any order.
    """
    lately = sorted(at for at in asked_at if now - at < HOUR)
    if len(lately) < CODES_AN_HOUR:
        return None
    return lately[-CODES_AN_HOUR] + HOUR - now


def is_fresh(signed_in_at: datetime, *, now: datetime) -> bool:
    """Whether somebody signed in a moment ago: it is them, and not who found the browser open."""
    return now - signed_in_at < FRESH_FOR


def own_path(address: str) -> str:
    """`address` when it is a path of this site, else nothing: nobody is sent elsewhere by our link."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_plain = all(" " < character < "\x7f" for character in address) and "\\" not in address
    return address if is_path and is_plain else ""


def device_label(user_agent: str) -> str:
    """What a person calls this browser: "Firefox on Windows"; empty when it does not say."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " on ".join(part for part in (browser, system) if part)
