"""Doing what was looked at: all of it in the transaction of the press, or nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from app.accounts.actions import find_or_add_person
from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.pages.imports import errors
from app.pages.imports.known import known_of, words_of
from app.pages.imports.planning import plan_of
from app.pages.imports.plans import KnownRoom, PlacePlan, Plan, SessionPlan
from app.pages.imports.rows import Presenter
from app.pages.imports.sheet import Raw
from app.programme import actions as programme
from app.programme import queries
from app.programme.actions import RoomDraft, SessionDraft, SpeakerDraft
from app.programme.enums import Crew, Level, RoomKind, SessionKind
from app.programme.models import Room, Session, Speaker
from app.timetable import actions as timetable
from app.timetable import queries as drafts
from app.timetable.actions import Details
from app.timetable.models import Placement


def fingerprint(plan: Plan) -> str:
    """Of all that would be done, with what it would be done to."""
    text = json.dumps(asdict(plan), default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def apply(event_id: int, raw: Raw, *, seen: str, now: datetime, actor: str) -> Plan:
    """Words act at once, times and rooms go into the draft. Rows that are refused are left out. Refused:
    another plan than was `seen`."""
    event = events.locked(event_id)
    needs_transaction().expire_all()
    plan = plan_of(raw, known_of(event))
    if fingerprint(plan) != seen:
        raise errors.LookAgain()
    doing = _Doing(event, now=now, actor=actor)
    for name in plan.tracks:
        programme.add_track(event.id, name, now=now, actor=actor)
    for room in plan.rooms:
        doing.add_room(room)
    for room in plan.changed_rooms:
        doing.change_room(room)
    sessions = {one.key: doing.session(one) for one in plan.sessions}
    doing.place(plan.places, sessions)
    record(
        "programme imported",
        now=now,
        actor=actor,
        scope=event.slug,
        sessions=len(plan.sessions),
        times=len(plan.places),
    )
    return plan


class _Doing:
    """One import, with who does it and when."""

    def __init__(self, event: Event, *, now: datetime, actor: str) -> None:
        self._event = event
        self._by: dict[str, Any] = {"now": now, "actor": actor}
        self._now = now

    def add_room(self, room: KnownRoom) -> None:
        draft = RoomDraft(name=room.name, capacity=room.capacity, kind=RoomKind(room.kind))
        programme.add_room(self._event.id, draft, **self._by)

    def change_room(self, room: KnownRoom) -> None:
        found = self._rooms()[room.name]
        names = RoomDraft.__dataclass_fields__
        draft = RoomDraft(**{name: getattr(found, name) for name in names})
        draft = replace(draft, capacity=room.capacity, kind=RoomKind(room.kind))
        programme.edit_room(found, draft, **self._by)

    def session(self, plan: SessionPlan) -> Session:
        if not plan.slug:
            draft = self._draft({"title": plan.title} | dict(plan.words), None)
            return programme.add_session(self._event.id, draft, **self._by)
        item = queries.session_to_edit(self._event.id, plan.slug)
        assert item is not None, "the plan was made under the lock"
        programme.edit_session(
            item, self._draft(words_of(item) | dict(plan.words), item), **self._by
        )
        return item

    def place(self, places: list[PlacePlan], sessions: dict[str, Session]) -> None:
        needs_transaction().flush()
        rooms = self._rooms()
        placements = {one.public_id: one for one in drafts.placements(self._event.id)}
        there = {one.slug: one for one in queries.sessions(self._event.id)}
        for one in places:
            item = sessions.get(one.key) or there[one.key]
            known = placements[one.known.ref] if one.known else None
            if known is None:
                known = self._placed(one, item, rooms[one.room])
            elif one.is_move:
                timetable.move(
                    known,
                    rooms[one.room],
                    starts_at=one.starts_at,
                    ends_at=one.ends_at,
                    seen=known.version,
                    **self._by,
                )
            if one.has_details:
                self._set_details(known, one)

    def _placed(self, one: PlacePlan, item: Session, room: Room) -> Placement:
        return timetable.place(
            item,
            room,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            capacity=one.capacity,
            overbook_percent=one.overbook_percent or 0,
            **self._by,
        )

    def _set_details(self, known: Placement, one: PlacePlan) -> None:
        """What is out has its places and its host at once; a plan has them when it is released."""
        row = known.slot or known
        capacity = row.capacity if one.capacity is None else one.capacity
        percent = row.overbook_percent if one.overbook_percent is None else one.overbook_percent
        host_id = row.host_id
        if one.host is not None:
            name = one.host.name or one.host.email.split("@")[0]
            host_id = find_or_add_person(one.host.email, name=name, now=self._now).id
        if known.slot is not None:
            programme.set_capacity(known.slot, capacity, overbook_percent=percent, **self._by)
            if host_id != known.slot.host_id:
                programme.set_crew(known.slot, Crew.HOST, host_id, **self._by)
            return
        details = Details(
            capacity=capacity,
            overbook_percent=percent,
            host_id=host_id,
            producer_id=known.producer_id,
            captioner_id=known.captioner_id,
        )
        timetable.edit_details(known, details, seen=known.version, **self._by)

    def _draft(self, words: dict[str, Any], item: Session | None) -> SessionDraft:
        tracks = {one.name.casefold(): one.id for one in queries.tracks(self._event.id)}
        track = " ".join(str(words.get("track", "")).casefold().split())
        known = list(item.speakers) if item else []
        return SessionDraft(
            title=words["title"],
            abstract=words.get("abstract", ""),
            outcomes=words.get("outcomes", ""),
            prerequisites=words.get("prerequisites", ""),
            kind=SessionKind(words.get("kind", SessionKind.TALK)),
            language=words.get("language", "en"),
            level=Level(words.get("level", Level.EVERYBODY)),
            is_recorded=words.get("is_recorded", True),
            track_id=tracks.get(track),
            tags=words.get("tags", ()),
            services=words.get("services", ()),
            speakers=[_speaker(one, known) for one in words.get("speakers", ())],
        )

    def _rooms(self) -> dict[str, Room]:
        return {room.name: room for room in queries.rooms(self._event.id)}


def _speaker(one: Presenter, known: list[Speaker]) -> SpeakerDraft:
    """Whoever presents already stays the person they are."""
    for row in known:
        service = row.service.slug if row.service else ""
        if (row.name, row.role, service) == (one.name, one.role, one.service):
            known.remove(row)
            return SpeakerDraft(
                name=one.name, role=one.role, service_slug=one.service, person_id=row.person_id
            )
    return SpeakerDraft(name=one.name, role=one.role, service_slug=one.service)
