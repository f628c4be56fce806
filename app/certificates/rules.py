"""Who gets a certificate, and what a stranger who checks one may see of a name."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from app.certificates import errors
from app.kernel.errors import Refusal


def why_none(
    *,
    attended: int,
    minimum: int,
    over_at: datetime | None,
    now: datetime,
    was_revoked: bool = False,
) -> Refusal | None:
    """Why a person gets no certificate, or None when they do.

    `attended` counts the sessions that have ended and that the person was in, `over_at` is when the last
    session of the event ends (None: there is none), `was_revoked` says that the organisers took the last
    certificate back. Nothing else matters, feedback least of all.
    """
    if over_at is None or now < over_at:
        return errors.DayNotOver(over_at)
    if was_revoked:
        return errors.Revoked()
    if attended < minimum:
        return errors.TooFewSessions(attended=attended, minimum=minimum)
    return None


def initials(name: str) -> str:
    """The first letter of each word: "Siân Ŵyn-Llewellyn" is "S. Ŵ."."""
    words = unicodedata.normalize("NFC", name).split()
    letters = [next((sign for sign in word if sign.isalpha()), "") for word in words]
    return " ".join(f"{letter.upper()}." for letter in letters if letter)


def grouped(code: str) -> str:
    """A short code as people read it out: "K7MQ-4XP2"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
