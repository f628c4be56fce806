"""What may be added and changed. Uploading never ends: slides come after the day too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from app.kernel.errors import Refusal
from app.materials import errors
from app.materials.enums import MaterialKind

MOST_MATERIALS = 20  # of a session, not counting withdrawn ones
MOST_BYTES = 2 * 1024**3  # of a session, with all versions
LONGEST_ADDRESS = 1000  # characters


def why_not_add(living: int) -> Refusal | None:
    """`living`: how many materials the session has that are not withdrawn."""
    return errors.TooManyMaterials(MOST_MATERIALS) if living >= MOST_MATERIALS else None


def why_not_store(used: int, *, size: int) -> Refusal | None:
    """Bytes that the session's files take already, and those of another."""
    return errors.TooManyBytes() if used + size > MOST_BYTES else None


def why_not_link(url: str) -> Refusal | None:
    """An address that a browser can open safely: https, a name of a host, no name or password in it."""
    try:
        parts = urlsplit(url)
        host, has_user = parts.hostname or "", parts.username is not None
    except ValueError:
        return errors.BadLink()
    is_plain = url.isprintable() and not set(url) & set(' <>"\\^`{|}')
    if parts.scheme != "https" or "." not in host or has_user or not is_plain:
        return errors.BadLink()
    return errors.BadLink() if len(url) > LONGEST_ADDRESS else None


def is_agreed(presenters: Sequence[int | None], said: Mapping[int, bool]) -> bool:
    """Whether everybody who presents agrees to the recording. `presenters` are ids of people, None for one
    who cannot be asked; nobody presenting is nobody agreeing."""
    return bool(presenters) and all(one is not None and said.get(one, False) for one in presenters)


def why_not_record(
    *, is_recorded: bool, presenters: Sequence[int | None], said: Mapping[int, bool]
) -> Refusal | None:
    """Why a recording cannot be shown."""
    if not is_recorded:
        return errors.NotRecorded()
    return None if is_agreed(presenters, said) else errors.NoConsent()


def why_not_change(kind: MaterialKind, *, at_desk: bool) -> Refusal | None:
    """Why somebody cannot give this a new version: a recording is the organisers' own."""
    is_theirs = at_desk and kind == MaterialKind.RECORDING
    return errors.OrganisersOwn() if is_theirs else None


def why_not_restore(*, withdrawn_by: str, actor: str, at_desk: bool) -> Refusal | None:
    """Why somebody cannot put this back: at a desk, what another withdrew stays withdrawn."""
    return errors.WithdrawnByOthers() if at_desk and withdrawn_by != actor else None
