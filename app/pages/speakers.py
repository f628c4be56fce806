"""Organisers: who presents what, and what is still missing for each session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.pages import page
from app.materials import queries as materials
from app.pages.blueprint import blueprint
from app.programme import queries as programme
from app.programme.models import Session, Slot, Speaker
from app.speakers import queries, rules
from app.speakers.models import Desk


@dataclass(frozen=True)
class Presenting:
    """Somebody who presents a session. Without an address they have no desk."""

    speaker: Speaker
    desk: Desk | None
    checks: bool  # has chosen a tech check
    recording: bool | None  # None: has not said


@dataclass(frozen=True)
class SpeakersRow:
    """A session with who presents it. `common`: the hours in which all can who have said, as from-to;
    `misfits`: its times that lie outside of them."""

    session: Session
    people: Sequence[Presenting]
    slots: Sequence[Slot]
    common: Sequence[tuple[int, int]]
    silent: int  # how many have not said when they can
    misfits: Sequence[Slot]
    has_slides: bool


@blueprint.get("/<event>/manage/speakers")
@requires(Role.ORGANISER)
def manage_speakers(event: Event) -> Response:
    return page("pages/manage/speakers.html", event=event, rows=speakers_rows(event))


def speakers_rows(event: Event) -> list[SpeakersRow]:
    """Every session by title, in a fixed number of questions."""
    items = programme.sessions_to_present(event.id)
    people = [one.person_id for item in items for one in item.speakers if one.person_id]
    desks = queries.desks_of_people(event.id, people)
    checked = {desk.id for one in queries.tech_checks(event.id) for desk in one.desks}
    said = queries.consents([item.id for item in items])
    slots = [slot for slot in programme.slots_to_choose(event.id) if not slot.is_cancelled]
    slides = materials.has_slides([item.id for item in items])
    return [
        _row(
            item,
            [slot for slot in slots if slot.session_id == item.id],
            [_presenting(item, one, desks, checked, said) for one in item.speakers],
            has_slides=slides[item.id],
        )
        for item in items
    ]


def _presenting(
    item: Session,
    speaker: Speaker,
    desks: dict[int, Desk],
    checked: set[int],
    said: dict[tuple[int, int], bool],
) -> Presenting:
    desk = desks.get(speaker.person_id or 0)
    recording = said.get((item.id, speaker.person_id or 0))
    return Presenting(speaker, desk, desk is not None and desk.id in checked, recording)


def _row(
    item: Session, slots: Sequence[Slot], people: Sequence[Presenting], *, has_slides: bool
) -> SpeakersRow:
    desks = [one.desk for one in people if one.desk is not None]
    said = [desk.available for desk in desks if desk.available is not None]
    hours = rules.common_hours(said)
    return SpeakersRow(
        session=item,
        people=people,
        slots=slots,
        common=rules.spans(hours) if said else (),
        silent=len(desks) - len(said),
        misfits=[
            slot
            for slot in slots
            if said and not rules.fits(hours, starts_at=slot.starts_at, ends_at=slot.ends_at)
        ],
        has_slides=has_slides,
    )
