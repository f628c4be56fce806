"""Adding, replacing, withdrawing and releasing what belongs to a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.database import db
from app.kernel.errors import Refusal
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.materials import errors, queries, rules
from app.materials.actions.files import add_file
from app.materials.actions.releasing import plan_releases
from app.materials.enums import Audience, MaterialKind
from app.materials.models import Material, MaterialVersion
from app.materials.uploads import Received
from app.programme.models import Session
from app.speakers import queries as speakers


@dataclass(frozen=True, kw_only=True)
class MaterialDraft:
    """A file or an address, one of the two. Without a title it is called as the file or the address."""

    kind: MaterialKind
    title: str = ""
    file: Received | None = None
    url: str = ""


def add_material(session_id: int, draft: MaterialDraft, *, now: datetime, actor: str) -> Material:
    """Refused: too many or too much, a bad address, the very same file or address again, and a recording
    of a session that is not recorded or without everybody's consent."""
    item, event = _locked(session_id)
    rows = [row for row in queries.materials_of([session_id]) if row.withdrawn_at is None]
    _refuse(rules.why_not_add(len(rows)))
    if draft.kind == MaterialKind.RECORDING:
        _refuse(_why_not_record(item))
    _check(session_id, draft, [row.newest for row in rows])
    row = Material(
        public_id=public_id(),
        session_id=session_id,
        kind=draft.kind,
        title=_title(draft),
        created_at=now,
    )
    needs_transaction().add(row)
    row.versions.append(_version(event, draft, number=1, now=now, actor=actor))
    _changed(event, item, row, "material added", now=now, actor=actor)
    return row


def add_version(
    session_id: int, ref: str, draft: MaterialDraft, *, now: datetime, actor: str
) -> Material:
    """Replaces what is shown; what was there before stays for who presents and for organisers."""
    item, event = _locked(session_id)
    row = _known(session_id, ref)
    if row.withdrawn_at is not None:
        raise errors.WithdrawnAlready()
    if (row.newest.file_id is None) != (draft.file is None):
        raise errors.AnotherForm()
    if row.kind == MaterialKind.RECORDING:
        _refuse(_why_not_record(item))
    _check(session_id, draft, [row.newest])
    number = row.newest.number + 1
    row.versions.append(_version(event, draft, number=number, now=now, actor=actor))
    row.title = draft.title or row.title
    _changed(event, item, row, "material replaced", now=now, actor=actor, version=number)
    return row


def withdraw_material(session_id: int, ref: str, *, now: datetime, actor: str) -> None:
    """Nobody but who presents and organisers sees it any more; twice is the same as once."""
    item, event = _locked(session_id)
    row = _known(session_id, ref)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = now, actor
        _changed(event, item, row, "material withdrawn", now=now, actor=actor)


def restore_material(session_id: int, ref: str, *, now: datetime, actor: str) -> None:
    """Puts back what was withdrawn; refused when the session has as many as it can by now."""
    item, event = _locked(session_id)
    row = _known(session_id, ref)
    if row.withdrawn_at is None:
        return
    others = [one for one in queries.materials_of([session_id]) if one.withdrawn_at is None]
    _refuse(rules.why_not_add(len(others)))
    row.withdrawn_at, row.withdrawn_by = None, ""
    _changed(event, item, row, "material put back", now=now, actor=actor)


def set_release(
    session_id: int,
    ref: str,
    *,
    audience: Audience | None,
    release_at: datetime | None,
    now: datetime,
    actor: str,
) -> None:
    """Who gets it and when; None: as the event's rules say."""
    item, event = _locked(session_id)
    row = _known(session_id, ref)
    row.audience, row.release_at = audience, release_at
    _changed(
        event, item, row, "material release set", now=now, actor=actor,
        audience=str(audience or ""), release_at=release_at.isoformat() if release_at else "",
    )  # fmt: skip


def _locked(session_id: int) -> tuple[Session, Event]:
    """The session, with its event's row locked: changes of materials come one after another."""
    item = needs_transaction().get_one(Session, session_id)
    return item, events.locked(item.event_id)


def _known(session_id: int, ref: str) -> Material:
    found = queries.material(session_id, ref)
    assert found is not None, "the view has looked it up; materials are never deleted"
    return found


def _check(session_id: int, draft: MaterialDraft, others: list[MaterialVersion]) -> None:
    """`others`: versions that this one may not be the same as."""
    if draft.file is None:
        _refuse(rules.why_not_link(draft.url))
        if any(one.url == draft.url for one in others):
            raise errors.SameLink()
        return
    _refuse(rules.why_not_store(queries.bytes_of(session_id), size=draft.file.size))
    if any(one.file is not None and one.file.sha256 == draft.file.sha256 for one in others):
        raise errors.SameFile()


def _why_not_record(item: Session) -> Refusal | None:
    said = speakers.consents([item.id])
    return rules.why_not_record(
        is_recorded=item.is_recorded,
        presenters=queries.presenters_of([item.id]).get(item.id, []),
        said={person: agrees for (_session, person), agrees in said.items()},
    )


def _version(
    event: Event, draft: MaterialDraft, *, number: int, now: datetime, actor: str
) -> MaterialVersion:
    file = add_file(event.id, draft.file, now=now, actor=actor) if draft.file else None
    return MaterialVersion(
        public_id=public_id(), number=number, file=file, url=draft.url, added_by=actor, added_at=now
    )


def _title(draft: MaterialDraft) -> str:
    if draft.title:
        return draft.title
    return draft.file.name.rpartition(".")[0] if draft.file else draft.url[:200]


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise refusal


def _changed(
    event: Event,
    item: Session,
    row: Material,
    what: str,
    *,
    now: datetime,
    actor: str,
    **detail: object,
) -> None:
    db.session.flush()
    event.programme_changed()
    plan_releases(event, now=now)
    record(
        what, now=now, actor=actor, scope=event.slug, subject=item.slug, title=row.title, **detail
    )
