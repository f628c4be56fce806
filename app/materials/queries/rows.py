"""Materials with their versions, and who presents."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.database import db
from app.materials.models import Material, MaterialVersion, StoredFile
from app.programme.models import Session, Speaker

_WHOLE = selectinload(Material.versions).joinedload(MaterialVersion.file)


def materials_of(session_ids: Collection[int]) -> Sequence[Material]:
    """All of these sessions, withdrawn ones too, each with its versions, the oldest first."""
    return db.session.scalars(
        select(Material)
        .options(_WHOLE)
        .where(Material.session_id.in_(session_ids))
        .order_by(Material.created_at, Material.id)
    ).all()


def material(session_id: int, public_id: str) -> Material | None:
    """One of this session."""
    return db.session.scalar(
        select(Material)
        .options(_WHOLE)
        .where(Material.session_id == session_id, Material.public_id == public_id)
    )


def found(event_id: int, ref: str) -> tuple[Material, MaterialVersion] | None:
    """What an address names: a material, which is its newest version, or one version of it."""
    whole = joinedload(Material.session), _WHOLE
    row = db.session.scalar(
        select(Material)
        .join(Session, Session.id == Material.session_id)
        .join(MaterialVersion, MaterialVersion.material_id == Material.id)
        .options(*whole)
        .where(
            Session.event_id == event_id,
            (Material.public_id == ref) | (MaterialVersion.public_id == ref),
        )
        .limit(1)
    )
    if row is None:
        return None
    return row, next((one for one in row.versions if one.public_id == ref), row.newest)


def bytes_of(session_id: int) -> int:
    """What the files of a session take, with older versions and withdrawn ones."""
    query = (
        select(func.coalesce(func.sum(StoredFile.size), 0))
        .join(MaterialVersion, MaterialVersion.file_id == StoredFile.id)
        .join(Material, Material.id == MaterialVersion.material_id)
        .where(Material.session_id == session_id)
    )
    return int(db.session.scalar(query) or 0)


def presenters_of(session_ids: Collection[int]) -> dict[int, list[int | None]]:
    """Who presents each session: ids of people, None for one we know no address of."""
    rows = db.session.execute(
        select(Speaker.session_id, Speaker.person_id)
        .where(Speaker.session_id.in_(session_ids))
        .order_by(Speaker.position, Speaker.id)
    )
    people: dict[int, list[int | None]] = {}
    for session_id, person_id in rows:
        people.setdefault(session_id, []).append(person_id)
    return people


def sessions_with_materials(event_id: int) -> Sequence[int]:
    """The ids of the sessions that have any."""
    return db.session.scalars(
        select(Material.session_id)
        .join(Session, Session.id == Material.session_id)
        .where(Session.event_id == event_id)
        .distinct()
    ).all()
