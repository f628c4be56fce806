"""How materials stand: for whom, from when on, and whether they may be seen now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from app.events.models import Event
from app.kernel.database import db
from app.materials import rules
from app.materials.enums import Audience, MaterialKind, ScanState
from app.materials.models import Material, MaterialVersion, StoredFile
from app.materials.queries.rows import found, materials_of, presenters_of
from app.programme.enums import SlotState
from app.programme.models import Session, Slot
from app.speakers import queries as speakers

IS_SLIDES = (MaterialKind.SLIDES, MaterialKind.LINK)


@dataclass(frozen=True)
class Standing:
    """One material. `released_at` is None while no time is known; `is_agreed` concerns
    recordings: the session is recorded, and everybody who presents it agrees."""

    material: Material
    audience: Audience
    released_at: datetime | None
    is_agreed: bool
    is_published: bool
    has_scanner: bool

    @property
    def newest(self) -> MaterialVersion:
        return self.material.newest

    @property
    def is_withdrawn(self) -> bool:
        return self.material.withdrawn_at is not None

    def may_be_seen(
        self, viewer: rules.Viewer, *, now: datetime, version: MaterialVersion | None = None
    ) -> bool:
        """Whether this viewer may have it now; organisers and presenters may have older versions too."""
        file = (version or self.newest).file
        shown = rules.Shown(
            is_published=self.is_published,
            is_withdrawn=self.is_withdrawn,
            is_agreed=self.is_agreed,
            scan=None if file is None else ScanState(file.scan),
            has_scanner=self.has_scanner,
            audience=self.audience,
            released_at=self.released_at,
        )
        return rules.may_see(shown, viewer, now=now)


def standings(event: Event, session_ids: Collection[int]) -> dict[int, list[Standing]]:
    """Of each of these sessions of the event. A fixed number of questions, however many there are."""
    result: dict[int, list[Standing]] = {session_id: [] for session_id in session_ids}
    rows = materials_of(session_ids) if session_ids else ()
    if not rows:
        return result
    ends = _ends(session_ids)
    agreed = _agreed({row.session_id for row in rows if row.kind == MaterialKind.RECORDING})
    policy, has_scanner = event.policies.materials, _has_scanner()
    for row in rows:
        own_ends = ends.get(row.session_id)
        result[row.session_id].append(
            Standing(
                material=row,
                audience=Audience(row.audience or policy.audience),
                released_at=rules.released_at(
                    row.release_at, rule=policy.release, ends=[own_ends] if own_ends else []
                ),
                is_agreed=row.kind != MaterialKind.RECORDING or agreed.get(row.session_id, False),
                is_published=event.is_published,
                has_scanner=has_scanner,
            )
        )
    return result


def to_show(
    event: Event, session_ids: Collection[int], viewer: rules.Viewer, *, now: datetime
) -> dict[int, list[Standing]]:
    """What this viewer may have of each session, now."""
    return {
        session_id: [one for one in rows if one.may_be_seen(viewer, now=now)]
        for session_id, rows in standings(event, session_ids).items()
    }


def released_file(
    event: Event, ref: str, viewer: rules.Viewer, *, now: datetime
) -> tuple[int, StoredFile] | None:
    """The newest file of a material of this public id, if this viewer may have it now, and its session."""
    named = found(event.id, ref)
    if named is None or named[0].public_id != ref:
        return None
    session_id = named[0].session_id
    for one in to_show(event, [session_id], viewer, now=now)[session_id]:
        if one.material.public_id == ref and one.newest.file is not None:
            return session_id, one.newest.file
    return None


def has_slides(session_ids: Collection[int]) -> dict[int, bool]:
    """Whether each session has slides, or a link to them, that are not withdrawn and not infected."""
    result = dict.fromkeys(session_ids, False)
    for row in materials_of(session_ids):
        if row.kind in IS_SLIDES and row.withdrawn_at is None:
            file = row.newest.file
            result[row.session_id] |= file is None or file.scan != ScanState.INFECTED
    return result


def _agreed(session_ids: Collection[int]) -> Mapping[int, bool]:
    if not session_ids:
        return {}
    said = speakers.consents(list(session_ids))
    people: Mapping[int, Sequence[int | None]] = presenters_of(session_ids)
    recorded = select(Session.id).where(Session.id.in_(session_ids), Session.is_recorded)
    return {
        session_id: rules.is_agreed(
            people.get(session_id, []),
            {person: agrees for (where, person), agrees in said.items() if where == session_id},
        )
        for session_id in db.session.scalars(recorded)
    }


def _ends(session_ids: Collection[int]) -> dict[int, datetime]:
    """When the last time of each session ends, cancelled ones left out."""
    rows = db.session.execute(
        select(Slot.session_id, func.max(Slot.ends_at))
        .where(Slot.session_id.in_(session_ids), Slot.state != SlotState.CANCELLED)
        .group_by(Slot.session_id)
    )
    return {session_id: ends_at for session_id, ends_at in rows}  # noqa: C416 - rows of two


def _has_scanner() -> bool:
    return current_app.config["SETTINGS"].scanner is not None
