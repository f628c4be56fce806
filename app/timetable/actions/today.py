"""What cannot wait for a release: changed at once in the programme that is out, without the draft.

Each leaves a notice, which pages that people have open show within seconds, and those concerned get a mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel import shown
from app.kernel.clock import LONDON
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction
from app.programme import errors as programme
from app.programme.actions import (
    Cancelling,
    Moving,
    RoomDraft,
    SpeakerDraft,
    draft_of,
    edit_room,
    edit_session,
)
from app.programme.enums import SlotState
from app.programme.models import Room, Session, Slot
from app.timetable import errors
from app.timetable.actions.releasing import change_and_tell
from app.timetable.enums import NoticeKind
from app.timetable.facts import MeetingChanged, PresenterReplaced
from app.timetable.models import Notice

_MEETING = ("platform", "meeting_url", "meeting_number", "passcode", "dial_in")


def move_today(
    slot: Slot, room: Room, *, starts_at: datetime, ends_at: datetime, now: datetime, actor: str
) -> None:
    """Another time or room now. Refused: a cancelled session, another day, an end before the start."""
    event = _opened(slot)
    moving = Moving(slot=slot, room=room, starts_at=starts_at, ends_at=ends_at)
    if moving.is_none:
        return
    change_and_tell(event.id, moved=[moving], now=now, actor=actor)
    text = _(
        "“%(title)s” has moved: now %(start)s to %(end)s in %(room)s.",
        title=slot.title,
        start=shown.clock_time(starts_at),
        end=shown.clock_time(ends_at),
        room=room.name,
    )
    _notice(event, NoticeKind.MOVED, text, slot=slot, now=now)


def cancel_today(slot: Slot, because: str, *, now: datetime, actor: str) -> None:
    """It does not take place. Refused: a session that is cancelled already."""
    event = _opened(slot)
    ending = Cancelling(slot=slot, because=because)
    change_and_tell(event.id, cancelled=[ending], now=now, actor=actor)
    text = _("“%(title)s” is cancelled. %(because)s", title=slot.title, because=because)
    _notice(event, NoticeKind.CANCELLED, text, slot=slot, now=now)


def change_meeting(room: Room, draft: RoomDraft, *, now: datetime, actor: str) -> None:
    """Another way into a room. Join links stay and lead to it; who is to come is told that it changed, not
    the address itself, which the join page alone shows."""
    event = events.locked(room.event_id)
    needs_transaction().refresh(room)
    for_all = any(getattr(room, name) != getattr(draft, name) for name in _MEETING)
    for_presenters = for_all or room.presenters_url != draft.presenters_url
    edit_room(room, draft, now=now, actor=actor)
    if not for_presenters:
        return
    slots = _to_come(room, now=now)
    for slot in slots if for_all else ():
        text = _(
            "The way into “%(title)s” has changed. Press Join on your page: it leads to the right meeting.",
            title=slot.title,
        )
        _notice(event, NoticeKind.MEETING, text, slot=slot, now=now)
    ids = tuple(slot.id for slot in slots)
    emit(MeetingChanged(at=now, slot_ids=ids, is_for_presenters=not for_all))


def replace_presenter(
    item: Session, *, leaving: SpeakerDraft, coming: SpeakerDraft, now: datetime, actor: str
) -> None:
    """Somebody presents instead of one who cannot; `leaving` is as `draft_of` has them. Both hear from the
    programme that they have a place, or none any more; those who present or host with them hear of the
    change. Without a role or service of their own, they have those of who leaves. Refused: somebody who does
    not present it any more."""
    event = events.locked(item.event_id)
    needs_transaction().refresh(item)
    draft = draft_of(item)
    speakers = list(draft.speakers)
    if leaving not in speakers:
        raise errors.PresentsNot()
    old = leaving
    coming = replace(
        coming,
        role=coming.role or old.role,
        service_slug=coming.service_slug or old.service_slug,
    )
    speakers[speakers.index(leaving)] = coming
    edit_session(item, replace(draft, speakers=speakers), now=now, actor=actor)
    names = {"old": old.name or old.role, "new": coming.name or coming.role}
    slots = _scheduled_of(item, now=now)
    for slot in slots:
        text = _(
            "“%(title)s” is presented by %(new)s instead of %(old)s.", title=slot.title, **names
        )
        _notice(event, NoticeKind.PRESENTER, text, slot=slot, now=now)
    emit(
        PresenterReplaced(
            at=now,
            slot_ids=tuple(slot.id for slot in slots),
            old_name=names["old"],
            new_name=names["new"],
            new_email=coming.email,
        )
    )


def say(event_id: int, text: str, *, now: datetime, actor: str) -> Notice:
    """Something everybody should know now. Nobody gets a mail."""
    event = events.locked(event_id)
    record("notice shown", now=now, actor=actor, scope=event.slug)
    return _notice(event, NoticeKind.WORDS, text, slot=None, now=now)


def end_notice(notice: Notice, *, now: datetime, actor: str) -> None:
    event = events.locked(notice.event_id)
    notice.ends_at = now
    event.programme_changed()
    record("notice ended", now=now, actor=actor, scope=event.slug, subject=notice.public_id)


def _opened(slot: Slot) -> Event:
    event = events.locked(slot.event_id)
    needs_transaction().refresh(slot)
    if slot.is_cancelled:
        raise programme.SlotEnded()
    return event


def _notice(
    event: Event, kind: NoticeKind, text: str, *, slot: Slot | None, now: datetime
) -> Notice:
    """Shown until the event's day is over; a newer one about the same thing takes its place."""
    session = needs_transaction()
    if slot is not None:
        older = select(Notice).where(
            Notice.slot_id == slot.id, Notice.kind == kind, Notice.ends_at > now
        )
        for known in session.scalars(older):
            known.ends_at = now
    over = datetime.combine(event.day_on + timedelta(days=1), time(), LONDON)
    notice = Notice(
        event_id=event.id,
        slot_id=slot.id if slot else None,
        kind=kind,
        text=text[:300],
        at=now,
        ends_at=max(over, now + timedelta(hours=1)),
    )
    session.add(notice)
    event.programme_changed()
    session.flush()
    return notice


def _to_come(room: Room, *, now: datetime) -> Sequence[Slot]:
    return (
        needs_transaction()
        .scalars(_STANDS.where(Slot.room_id == room.id, Slot.ends_at > now))
        .all()
    )


def _scheduled_of(item: Session, *, now: datetime) -> Sequence[Slot]:
    wanted = _STANDS.where(Slot.session_id == item.id, Slot.ends_at > now)
    return needs_transaction().scalars(wanted).all()


_STANDS = select(Slot).where(Slot.state == SlotState.SCHEDULED).order_by(Slot.starts_at, Slot.id)
