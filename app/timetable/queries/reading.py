"""What is out, what the draft says, and what went out before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.database import db
from app.programme.models import Session, Slot, Speaker
from app.timetable.models import Break, Notice, Placement, Publication, Release
from app.timetable.queries.building import build
from app.timetable.rules import Document

_DOCUMENTS = "timetable_documents"
MOST_DOCUMENTS = 8  # of this process; a large one is some megabytes


@dataclass(frozen=True)
class Published:
    """The programme that is out. `label` is its number as people say it; empty before the first release, when
    it is what stands in the rows."""

    document: Document
    label: str
    at: datetime | None


def published(event_id: int) -> Published:
    """What public pages show."""
    newest = newest_publication(event_id)
    if newest is None:
        return Published(build(event_id, ()), "", None)
    release = newest.release
    return Published(document_of(release), release.label, release.made_at)


def document_of(release: Release) -> Document:
    """Read once in a process. Known by its text, since a number can come back after a transaction that was
    never committed."""
    kept: dict[str, Document] = current_app.extensions.setdefault(_DOCUMENTS, {})
    key = hashlib.sha256(release.document.encode()).hexdigest()
    known = kept.get(key)
    if known is None:
        known = Document.from_json(release.document)
        if len(kept) >= MOST_DOCUMENTS:
            kept.pop(next(iter(kept)), None)
        kept[key] = known
    return known


def newest_publication(event_id: int) -> Publication | None:
    return db.session.scalar(
        select(Publication)
        .options(joinedload(Publication.release))
        .where(Publication.event_id == event_id)
        .order_by(Publication.id.desc())
        .limit(1)
    )


def publications(event_id: int) -> Sequence[Publication]:
    """The change log, newest first."""
    return db.session.scalars(
        select(Publication)
        .options(joinedload(Publication.release).defer(Release.document))
        .where(Publication.event_id == event_id)
        .order_by(Publication.id.desc())
    ).all()


def release(event_id: int, number: int, patch: int) -> Release | None:
    return db.session.scalar(
        select(Release).where(
            Release.event_id == event_id, Release.number == number, Release.patch == patch
        )
    )


def placements(event_id: int) -> Sequence[Placement]:
    """The draft by time and room, with all that the workshop shows."""
    return db.session.scalars(
        select(Placement)
        .options(
            joinedload(Placement.room),
            joinedload(Placement.slot).joinedload(Slot.room),
            joinedload(Placement.session).options(
                joinedload(Session.track),
                selectinload(Session.services),
                selectinload(Session.speakers).joinedload(Speaker.person),
            ),
        )
        .where(Placement.event_id == event_id)
        .order_by(Placement.starts_at, Placement.room_id, Placement.id)
    ).all()


def placement(event_id: int, ref: str) -> Placement | None:
    return db.session.scalar(
        select(Placement).where(Placement.event_id == event_id, Placement.public_id == ref)
    )


def breaks(event_id: int) -> Sequence[Break]:
    """Of the draft, blockers too."""
    return db.session.scalars(
        select(Break)
        .options(joinedload(Break.room))
        .where(Break.event_id == event_id)
        .order_by(Break.starts_at, Break.id)
    ).all()


def break_by_ref(event_id: int, ref: str) -> Break | None:
    return db.session.scalar(
        select(Break)
        .options(joinedload(Break.room))
        .where(Break.event_id == event_id, Break.public_id == ref)
    )


def fingerprint(event_id: int) -> str:
    """Of the draft as it is: what was looked at before releasing must be what is released."""
    rows = [
        (one.public_id, one.version, one.room_id, one.is_cancelled)
        for one in sorted(placements(event_id), key=lambda one: one.id)
    ]
    pauses = [(one.public_id, one.version) for one in breaks(event_id)]
    return hashlib.sha256(json.dumps([rows, pauses]).encode()).hexdigest()[:32]


def notices(event_id: int, *, now: datetime) -> Sequence[Notice]:
    """What holds now, newest first."""
    return db.session.scalars(
        select(Notice)
        .options(joinedload(Notice.slot).joinedload(Slot.session))
        .where(Notice.event_id == event_id, Notice.ends_at > now)
        .order_by(Notice.at.desc(), Notice.id.desc())
    ).all()
