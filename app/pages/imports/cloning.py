"""Another year: what an event can take over from an earlier one. Nothing about people is copied, no meetings,
and no times."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.pages.imports import errors
from app.programme import actions as programme
from app.programme import queries
from app.programme.actions import RoomDraft, SessionDraft
from app.programme.enums import Level, RoomKind, SessionKind
from app.proposals import actions as proposals
from app.proposals import queries as calls
from app.proposals.actions import QuestionDraft, TypeDraft
from app.proposals.enums import Need, QuestionKind


@dataclass(frozen=True)
class CopiedSession:
    """Its words. `services` are slugs, `track` and `tags` names."""

    title: str
    abstract: str
    outcomes: str
    prerequisites: str
    kind: SessionKind
    language: str
    level: Level
    is_recorded: bool
    track: str
    tags: tuple[str, ...]
    services: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """All that would be added: what is there under the same name already is not."""

    rooms: tuple[tuple[str, str, int], ...] = ()  # name, kind, capacity
    tracks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sessions: tuple[CopiedSession, ...] = ()
    types: tuple[TypeDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()

    @property
    def fingerprint(self) -> str:
        text = json.dumps(asdict(self), default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def copy_of(source: Event, target: Event, parts: Collection[str]) -> Copy:
    """`parts`: rooms, tracks, sessions, call."""
    return Copy(
        rooms=_rooms(source, target) if "rooms" in parts else (),
        tracks=_tracks(source, target) if "tracks" in parts else (),
        tags=_tags(source, target) if "tracks" in parts else (),
        sessions=_sessions(source, "tracks" in parts) if "sessions" in parts else (),
        types=_types(source, target) if "call" in parts else (),
        questions=_questions(source, target) if "call" in parts else (),
    )


def clone(
    source: Event,
    event_id: int,
    parts: Collection[str],
    *,
    seen: str,
    now: datetime,
    actor: str,
) -> Copy:
    """Sessions come without times, a call without dates. Refused: an event that has sessions, another copy
    than was `seen`."""
    target = events.locked(event_id)
    if queries.sessions(target.id):
        raise errors.NotEmpty()
    copy = copy_of(source, target, parts)
    if copy.fingerprint != seen:
        raise errors.LookAgain()
    for name, kind, capacity in copy.rooms:
        draft = RoomDraft(name=name, capacity=capacity, kind=RoomKind(kind))
        programme.add_room(target.id, draft, now=now, actor=actor)
    for name in copy.tracks:
        programme.add_track(target.id, name, now=now, actor=actor)
    for name in copy.tags:
        programme.add_tag(target.id, name)
    _add_sessions(target, copy, now=now, actor=actor)
    _add_call(target, copy, now=now, actor=actor)
    record(
        "programme copied",
        now=now,
        actor=actor,
        scope=target.slug,
        subject=source.slug,
        sessions=len(copy.sessions),
    )
    return copy


def _add_sessions(target: Event, copy: Copy, *, now: datetime, actor: str) -> None:
    needs_transaction().flush()
    tracks = {track.name: track.id for track in queries.tracks(target.id)}
    for one in copy.sessions:
        values = asdict(one)
        track_id = tracks.get(values.pop("track"))
        draft = SessionDraft(**values, track_id=track_id)
        programme.add_session(target.id, draft, now=now, actor=actor)


def _add_call(target: Event, copy: Copy, *, now: datetime, actor: str) -> None:
    if not (copy.types or copy.questions):
        return
    proposals.prepare_call(target.id, now=now)
    for type_ in copy.types:
        proposals.add_type(target.id, type_, now=now, actor=actor)
    for question in copy.questions:
        proposals.add_question(target.id, question, now=now, actor=actor)


def _rooms(source: Event, target: Event) -> tuple[tuple[str, str, int], ...]:
    there = {room.name.casefold() for room in queries.rooms(target.id)}
    return tuple(
        (room.name, str(room.kind), room.capacity)
        for room in queries.rooms(source.id)
        if room.name.casefold() not in there
    )


def _tracks(source: Event, target: Event) -> tuple[str, ...]:
    there = {track.name.casefold() for track in queries.tracks(target.id)}
    names = (track.name for track in queries.tracks(source.id))
    return tuple(name for name in names if name.casefold() not in there)


def _tags(source: Event, target: Event) -> tuple[str, ...]:
    there = {tag.name.casefold() for tag in queries.tags(target.id)}
    names = (tag.name for tag in queries.tags(source.id))
    return tuple(name for name in names if name.casefold() not in there)


def _sessions(source: Event, with_tracks: bool) -> tuple[CopiedSession, ...]:
    return tuple(
        CopiedSession(
            title=item.title,
            abstract=item.abstract,
            outcomes=item.outcomes,
            prerequisites=item.prerequisites,
            kind=SessionKind(item.kind),
            language=item.language,
            level=Level(item.level),
            is_recorded=item.is_recorded,
            track=item.track.name if item.track and with_tracks else "",
            tags=tuple(tag.name for tag in item.tags) if with_tracks else (),
            services=tuple(service.slug for service in item.services),
        )
        for item in queries.sessions_to_compare(source.id)
    )


def _types(source: Event, target: Event) -> tuple[TypeDraft, ...]:
    there = {one.name.casefold() for one in calls.types_of(target.id)}
    return tuple(
        TypeDraft(name=one.name, kind=SessionKind(one.kind), lengths=tuple(one.minutes))
        for one in calls.types_of(source.id)
        if one.ended_at is None and one.name.casefold() not in there
    )


def _questions(source: Event, target: Event) -> tuple[QuestionDraft, ...]:
    """Without dates. What had to be answered from a day on has to be answered."""
    there = {one.label.casefold() for one in calls.questions_of(target.id)}
    return tuple(
        QuestionDraft(
            kind=QuestionKind(one.kind),
            label=one.label,
            hint=one.hint,
            choices=tuple(line for line in one.choices.split("\n") if line),
            need=Need.REQUIRED if one.need == Need.REQUIRED_FROM else Need(one.need),
            for_reviewers=one.for_reviewers,
        )
        for one in calls.questions_of(source.id)
        if one.ended_at is None and one.label.casefold() not in there
    )
