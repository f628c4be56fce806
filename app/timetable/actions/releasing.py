"""Releasing the draft: what is out becomes what the draft says, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction
from app.programme.actions import Cancelling, Moving, Placing, change_timetable
from app.programme.models import Slot
from app.timetable import errors, queries
from app.timetable.actions.publishing import freeze_release, publish
from app.timetable.enums import PublicationKind
from app.timetable.facts import Move, SlotsMoved
from app.timetable.models import Placement, Publication


def release_draft(event_id: int, *, seen: str, note: str, now: datetime, actor: str) -> Publication:
    """The draft goes public under the next number, and everybody concerned is told. `seen` is the
    fingerprint of the draft that was looked at. Refused: another draft than that, nothing new."""
    event = events.locked(event_id)
    needs_transaction().expire_all()
    if queries.fingerprint(event_id) != seen:
        raise errors.DraftMovedOn()
    old = queries.published(event_id).document
    placements = queries.placements(event_id)
    breaks = queries.breaks_shown(queries.breaks(event_id))
    is_first = queries.newest_publication(event_id) is None
    if not is_first and breaks == old.breaks and not any(map(differs, placements)):
        raise errors.NothingToRelease()
    _bring_out(event_id, placements, now=now, actor=actor)
    release = freeze_release(event_id, now=now)
    record("programme released", now=now, actor=actor, scope=event.slug, subject=release.label)
    return publish(release, old=old, kind=PublicationKind.RELEASE, note=note, now=now, actor=actor)


def differs(placement: Placement) -> bool:
    """Whether a release would change anything for this one."""
    slot = placement.slot
    if slot is None:
        return not placement.is_cancelled
    if slot.is_cancelled:
        return False
    place = (placement.room_id, placement.starts_at, placement.ends_at)
    return placement.is_cancelled or place != (slot.room_id, slot.starts_at, slot.ends_at)


def change_and_tell(
    event_id: int,
    *,
    placed: Sequence[Placing] = (),
    moved: Sequence[Moving] = (),
    cancelled: Sequence[Cancelling] = (),
    reopened: Sequence[Slot] = (),
    now: datetime,
    actor: str,
) -> list[Slot]:
    """Changes what is out, and tells everybody concerned now, each person in one mail about all moves."""
    moves = tuple(
        Move(
            slot_id=one.slot.id,
            old_starts_at=one.slot.starts_at.isoformat(),
            old_ends_at=one.slot.ends_at.isoformat(),
            old_room=one.slot.room.name,
        )
        for one in moved
        if not one.is_none
    )
    slots = change_timetable(
        event_id,
        placed=placed,
        moved=moved,
        cancelled=cancelled,
        reopened=reopened,
        is_told=True,
        now=now,
        actor=actor,
    )
    if moves:
        emit(SlotsMoved(at=now, event_id=event_id, moves=moves))
    return slots


def _bring_out(
    event_id: int, placements: Iterable[Placement], *, now: datetime, actor: str
) -> None:
    changed = [one for one in placements if differs(one)]
    change_and_tell(
        event_id,
        placed=[_placing(one) for one in changed if one.slot is None],
        moved=[
            Moving(slot=one.slot, room=one.room, starts_at=one.starts_at, ends_at=one.ends_at)
            for one in changed
            if one.slot is not None and not one.is_cancelled
        ],
        cancelled=[
            Cancelling(slot=one.slot, because=one.cancelled_because)
            for one in changed
            if one.slot is not None and one.is_cancelled
        ],
        now=now,
        actor=actor,
    )


def _placing(one: Placement) -> Placing:
    return Placing(
        item=one.session,
        room=one.room,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        capacity=one.capacity,
        overbook_percent=one.overbook_percent,
        ref=one.public_id,
        host_id=one.host_id,
        producer_id=one.producer_id,
        captioner_id=one.captioner_id,
    )
