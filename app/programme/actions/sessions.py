"""What sessions are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.accounts.actions import find_or_add_person
from app.audit.actions import record
from app.events import queries as events
from app.events.models import LibraryService
from app.kernel.facts import emit
from app.kernel.slugs import free_slug
from app.kernel.transaction import needs_transaction
from app.programme.actions.rooms import add_tag
from app.programme.enums import Level, SessionKind
from app.programme.facts import PresentersChanged, ProgrammeChanged, SessionCorrected
from app.programme.models import Session, SessionService, Speaker


@dataclass(frozen=True, kw_only=True)
class SpeakerDraft:
    """As the programme names them: a role, a name where one is given, whose service. With an address,
    which no page shows, they have a place in the session by themselves."""

    name: str = ""
    role: str = ""
    service_slug: str = ""
    email: str = ""
    person_id: int | None = None  # instead of an address, for who is known


@dataclass(frozen=True, kw_only=True)
class SessionDraft:
    """A session as an organiser describes it. `tags` are names, `services` slugs in their order."""

    title: str
    abstract: str = ""
    outcomes: str = ""
    prerequisites: str = ""
    kind: SessionKind = SessionKind.TALK
    language: str = "en"
    level: Level = Level.EVERYBODY
    is_recorded: bool = True
    track_id: int | None = None
    tags: Sequence[str] = ()
    services: Sequence[str] = ()
    speakers: Sequence[SpeakerDraft] = ()


_PLAIN = (
    "title",
    "abstract",
    "outcomes",
    "prerequisites",
    "kind",
    "language",
    "level",
    "is_recorded",
    "track_id",
)


def add_session(event_id: int, draft: SessionDraft, *, now: datetime, actor: str) -> Session:
    """A session without a time yet; its address is made from its title and stays."""
    event = events.locked(event_id)
    session = needs_transaction()
    taken = set(session.scalars(select(Session.slug).where(Session.event_id == event.id)))
    item = Session(
        event_id=event.id,
        slug=free_slug(draft.title, taken.__contains__),
        updated_at=now,
        **{name: getattr(draft, name) for name in _PLAIN},
    )
    session.add(item)
    session.flush()
    _write_people_and_tags(item, draft, now=now)
    event.programme_changed()
    record("session added", now=now, actor=actor, scope=event.slug, subject=item.slug)
    emit(PresentersChanged(at=now, event_id=event.id, actor=actor))
    emit(ProgrammeChanged(at=now, event_id=event.id, actor=actor))
    return item


def edit_session(item: Session, draft: SessionDraft, *, now: datetime, actor: str) -> None:
    """Corrects a session. Who has a place gets a quiet calendar update; nobody is moved."""
    event = events.locked(item.event_id)
    session = needs_transaction()
    session.refresh(item)
    for name in _PLAIN:
        setattr(item, name, getattr(draft, name))
    _write_people_and_tags(item, draft, now=now)
    item.updated_at = now
    event.programme_changed()
    record("session changed", now=now, actor=actor, scope=event.slug, subject=item.slug)
    session.flush()
    emit(SessionCorrected(at=now, session_id=item.id))
    emit(PresentersChanged(at=now, event_id=event.id, actor=actor))
    emit(ProgrammeChanged(at=now, event_id=event.id, actor=actor))


def draft_of(item: Session) -> SessionDraft:
    """A session as it stands, to be changed in a part."""
    return SessionDraft(
        **{name: getattr(item, name) for name in _PLAIN},
        tags=[tag.name for tag in item.tags],
        services=[service.slug for service in item.services],
        speakers=[
            SpeakerDraft(
                name=one.name,
                role=one.role,
                service_slug=one.service.slug if one.service else "",
                person_id=one.person_id,
            )
            for one in item.speakers
        ],
    )


def correct_words(
    item: Session, *, title: str, abstract: str, outcomes: str, now: datetime, actor: str
) -> None:
    """Other words for the same session, by those who present it. Its address stays."""
    event = events.locked(item.event_id)
    needs_transaction().refresh(item)
    item.title, item.abstract, item.outcomes = title, abstract, outcomes
    item.updated_at = now
    event.programme_changed()
    record("session changed", now=now, actor=actor, scope=event.slug, subject=item.slug)
    needs_transaction().flush()
    emit(SessionCorrected(at=now, session_id=item.id))
    emit(ProgrammeChanged(at=now, event_id=event.id, actor=actor))


def _write_people_and_tags(item: Session, draft: SessionDraft, *, now: datetime) -> None:
    session = needs_transaction()
    rows = session.execute(select(LibraryService.slug, LibraryService.id))
    ids = {row.slug: row.id for row in rows}
    session.execute(delete(SessionService).where(SessionService.session_id == item.id))
    session.execute(delete(Speaker).where(Speaker.session_id == item.id))
    for position, slug in enumerate(dict.fromkeys(draft.services)):
        session.add(SessionService(session_id=item.id, service_id=ids[slug], position=position))
    for position, speaker in enumerate(draft.speakers):
        session.add(
            Speaker(
                session_id=item.id,
                name=speaker.name,
                role=speaker.role,
                service_id=ids.get(speaker.service_slug),
                person_id=_person_id(speaker, now=now),
                position=position,
            )
        )
    item.tags = [add_tag(item.event_id, name) for name in draft.tags]
    session.flush()
    session.expire(item, ["services", "speakers", "tags"])


def _person_id(speaker: SpeakerDraft, *, now: datetime) -> int | None:
    if not speaker.email:
        return speaker.person_id
    name = speaker.name or speaker.role
    return find_or_add_person(speaker.email, name=name, now=now).id
