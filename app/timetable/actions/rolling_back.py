"""An earlier release is out again, and what hangs on it follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from app.audit.actions import record
from app.events import queries as events
from app.events.models import LibraryService
from app.kernel.facts import held
from app.kernel.transaction import needs_transaction
from app.programme import queries as programme
from app.programme.actions import (
    Cancelling,
    Moving,
    SessionDraft,
    SpeakerDraft,
    edit_note,
    edit_session,
)
from app.programme.enums import Level, SessionKind
from app.programme.models import Room, Slot
from app.timetable import errors, queries
from app.timetable.actions.publishing import digest_of, publish
from app.timetable.actions.releasing import change_and_tell
from app.timetable.enums import PublicationKind
from app.timetable.models import Publication, Release
from app.timetable.rules import Document, SessionShown

_NO_MATTER_WHEN = datetime(2000, 1, 1, tzinfo=UTC)


def roll_back(release: Release, *, because: str, now: datetime, actor: str) -> Publication:
    """This release is out again, under its own number and in the same words. Times, rooms, cancellations,
    words and presenters go back with it, and everybody concerned is told; sessions that it has not are
    cancelled, for the reason `because`. What is arranged for access stays as it is arranged. Refused: the
    one that is out; a room or session that is not there any more.
    """
    event = events.locked(release.event_id)
    needs_transaction().expire_all()
    newest = queries.newest_publication(event.id)
    if newest is None or newest.release_id == release.id:
        raise errors.IsOut()
    old, target = queries.document_of(newest.release), queries.document_of(release)
    with held():  # so that nobody is told a place of theirs with a time that is about to change
        _restore_words(release, target, now=now, actor=actor)
        _restore_times(event.id, target, because=because, now=now, actor=actor)
    record("programme rolled back", now=now, actor=actor, scope=event.slug, subject=release.label)
    needs_transaction().flush()
    built = digest_of(queries.build(event.id, target.breaks))
    kind = PublicationKind.ROLL_BACK
    return publish(release, old=old, kind=kind, note=because, built=built, now=now, actor=actor)


def _restore_times(
    event_id: int, target: Document, *, because: str, now: datetime, actor: str
) -> None:
    rooms = {room.slug: room for room in programme.rooms(event_id)}
    slots = {slot.public_id: slot for slot in programme.slots_of(event_id)}
    moved, cancelled, reopened = [], [], []
    for slot in slots.values():
        shown = target.slot_by_ref.get(slot.public_id)
        if shown is None or shown.is_cancelled:
            if not slot.is_cancelled:
                why = shown.cancelled_because if shown else because
                cancelled.append(Cancelling(slot=slot, because=why))
            continue
        if slot.is_cancelled:
            reopened.append(slot)
        room = _room(rooms, target, shown.room)
        moved.append(Moving(slot=slot, room=room, starts_at=shown.starts_at, ends_at=shown.ends_at))
    change_and_tell(
        event_id, moved=moved, cancelled=cancelled, reopened=reopened, now=now, actor=actor
    )
    _restore_notes(slots, target, now=now, actor=actor)


def _restore_notes(
    slots: Mapping[str, Slot], target: Document, *, now: datetime, actor: str
) -> None:
    for shown in target.slots:
        slot = slots[shown.ref]
        if not slot.is_cancelled and slot.note != shown.note:
            edit_note(slot, shown.note, now=now, actor=actor)


def _room(rooms: Mapping[str, Room], target: Document, slug: str) -> Room:
    if slug not in rooms:
        raise errors.RoomGone(target.room_by_slug[slug].name)
    return rooms[slug]


def _restore_words(release: Release, target: Document, *, now: datetime, actor: str) -> None:
    current = queries.build(release.event_id, ()).session_by_slug
    rows = {item.slug: item for item in programme.sessions(release.event_id)}
    for shown in target.sessions:
        item = rows.get(shown.slug)
        if item is None:
            raise errors.SessionGone(shown.title)
        is_same = shown.slug in current and _says(current[shown.slug]) == _says(shown)
        if not is_same:
            draft = _draft(shown, release, target)
            edit_session(item, draft, now=now, actor=actor)


def _says(shown: SessionShown) -> SessionShown:
    return replace(shown, changed_at=_NO_MATTER_WHEN)


def _draft(shown: SessionShown, release: Release, target: Document) -> SessionDraft:
    tracks = {track.slug: track.id for track in programme.tracks(release.event_id)}
    people = release.people.get(shown.slug, [])
    session = needs_transaction()
    rows = session.execute(select(LibraryService.name, LibraryService.slug))
    services = {row.name: row.slug for row in rows}
    return SessionDraft(
        title=shown.title,
        abstract=shown.abstract,
        outcomes=shown.outcomes,
        prerequisites=shown.prerequisites,
        kind=SessionKind(shown.kind),
        language=shown.language,
        level=Level(shown.level),
        is_recorded=shown.is_recorded,
        track_id=tracks.get(shown.track),
        tags=[target.tag_by_slug[slug].name for slug in shown.tags],
        services=shown.services,
        speakers=[
            SpeakerDraft(
                name=speaker.name,
                role=speaker.role,
                service_slug=services.get(speaker.service, ""),
                person_id=people[at] if at < len(people) else None,
            )
            for at, speaker in enumerate(shown.speakers)
        ],
    )
