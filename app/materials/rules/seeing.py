"""Who sees a material, and from when on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.materials.enums import Audience, ScanState
from app.materials.rules.files import is_let_out


class Viewer(StrEnum):
    """Who asks, by the door they came through."""

    ORGANISER = "organiser"
    PRESENTER = "presenter"  # of this session
    ATTENDEE = "attendee"  # has a place in a time of this session
    ANYBODY = "anybody"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What decides. `scan` is None for an address; `is_agreed`: everybody presenting agrees to be shown,
    which only a recording needs; `released_at` None: no time is known yet."""

    is_published: bool = True  # the event
    is_withdrawn: bool = False
    is_agreed: bool = True
    scan: ScanState | None = None
    has_scanner: bool = False
    audience: Audience = Audience.EVERYONE
    released_at: datetime | None = None


def may_see(shown: Shown, viewer: Viewer, *, now: datetime) -> bool:
    """A file that no scan let out is for nobody. Organisers and who presents see all else, also what is
    withdrawn; others what is released to them."""
    if shown.scan is not None and not is_let_out(shown.scan, has_scanner=shown.has_scanner):
        return False
    if viewer in (Viewer.ORGANISER, Viewer.PRESENTER):
        return True
    if shown.is_withdrawn or not shown.is_agreed or not shown.is_published:
        return False
    if viewer == Viewer.ANYBODY and shown.audience != Audience.EVERYONE:
        return False
    return shown.released_at is not None and shown.released_at <= now


def released_at(
    own: datetime | None, *, rule: datetime | None, ends: Sequence[datetime]
) -> datetime | None:
    """When others get it: at its own time, else at the event's, else when the last time of the session
    (`ends`, without cancelled ones) has ended. None: it has none yet."""
    return own or rule or max(ends, default=None)
