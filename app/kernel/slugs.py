"""Kebab-case names for addresses, made from titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LONGEST = 60


def slug_of(text: str) -> str:
    """ASCII letters, digits and single dashes; never empty."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower().replace("'", "")).strip("-")
    return words[:LONGEST].rstrip("-") or "untitled"


def free_slug(text: str, is_taken: Callable[[str], bool]) -> str:
    """The slug of `text`, with a number behind it when that one is taken."""
    wanted = slug_of(text)
    slug, number = wanted, 2
    while is_taken(slug):
        slug, number = f"{wanted}-{number}", number + 1
    return slug
