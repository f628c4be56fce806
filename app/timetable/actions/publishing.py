"""Freezing what is out: each change of the public programme is a release with a number."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from hashlib import sha256

from sqlalchemy import func, select

from app.events import queries as events
from app.kernel.transaction import before_commit, needs_transaction
from app.programme.queries import sessions_to_present
from app.timetable import queries
from app.timetable.enums import PublicationKind
from app.timetable.models import Publication, Release
from app.timetable.rules import Document, changes_between


def freeze_at_the_end(event_id: int, *, now: datetime, actor: str) -> None:
    """When the transaction is done, what it changed of a programme that is out becomes a release of its
    own. Before the first release there is nothing to keep up."""
    before_commit(("freeze", event_id), partial(_freeze, event_id, now=now, actor=actor))


def _freeze(event_id: int, *, now: datetime, actor: str) -> None:
    needs_transaction().flush()
    newest = queries.newest_publication(event_id)
    if newest is None:
        return
    old = queries.document_of(newest.release)
    new = queries.build(event_id, old.breaks)
    if digest_of(new) != newest.built:
        patch = 1 + _newest_patch(event_id, newest.release.number)
        release = _keep(event_id, new, number=newest.release.number, patch=patch, now=now)
        publish(release, old=old, kind=PublicationKind.CHANGE, now=now, actor=actor)


def freeze_release(event_id: int, *, now: datetime) -> Release:
    """What is out now with the breaks of the draft, under the next number."""
    needs_transaction().flush()
    document = queries.build(event_id, queries.breaks_shown(queries.breaks(event_id)))
    newest = select(func.max(Release.number)).where(Release.event_id == event_id)
    number = 1 + (needs_transaction().scalar(newest) or 0)
    return _keep(event_id, document, number=number, patch=0, now=now)


def publish(
    release: Release,
    *,
    old: Document,
    kind: PublicationKind,
    note: str = "",
    built: str = "",
    now: datetime,
    actor: str,
) -> Publication:
    """This release is out from now on. `built` is the digest of what the rows say, when that is not what
    the release says."""
    new = queries.document_of(release)
    publication = Publication(
        event_id=release.event_id,
        release=release,
        kind=kind,
        at=now,
        actor=actor,
        note=note,
        built=built or digest_of(new),
        changes=[change.to_json() for change in changes_between(old, new)],
    )
    needs_transaction().add(publication)
    events.locked(release.event_id).programme_changed()
    needs_transaction().flush()
    return publication


def digest_of(document: Document) -> str:
    return sha256(document.to_json().encode()).hexdigest()


def _keep(event_id: int, document: Document, *, number: int, patch: int, now: datetime) -> Release:
    shown = document.session_by_slug
    release = Release(
        event_id=event_id,
        number=number,
        patch=patch,
        document=document.to_json(),
        people={
            session.slug: [speaker.person_id for speaker in session.speakers]
            for session in sessions_to_present(event_id)
            if session.slug in shown
        },
        made_at=now,
    )
    needs_transaction().add(release)
    needs_transaction().flush()
    return release


def _newest_patch(event_id: int, number: int) -> int:
    patches = select(func.max(Release.patch)).where(
        Release.event_id == event_id, Release.number == number
    )
    return needs_transaction().scalar(patches) or 0
