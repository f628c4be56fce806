"""What stands on the demo's desks of speakers: times for tech checks, notes, a link to slides."""

from __future__ import annotations

from datetime import time, timedelta

from app.demo.editions import ACTOR, Stage
from app.demo.proposals import by_session
from app.events import queries as events
from app.kernel.transaction import needs_transaction
from app.materials import actions as materials
from app.materials.actions import MaterialDraft
from app.materials.enums import MaterialKind
from app.programme import queries as programme
from app.programme.enums import SessionKind
from app.speakers import actions as speakers
from app.speakers import queries
from app.speakers.actions import NoteDraft, TechCheckDraft

CHECKS = (time(9, 0), time(9, 20), time(16, 0))  # London, two days before the day
NOTES = (
    NoteDraft(
        title="On the day",
        body=(
            "Join as a presenter fifteen minutes before your session; a host is there.\n\n"
            "If your connection fails, ring 01632 960199. We go on with your slides until you are back."
        ),
    ),
    NoteDraft(
        title="Workshops",
        body="Say at the beginning what people need to have ready, and leave ten minutes for questions.",
        kind=SessionKind.WORKSHOP,
    ),
)
WITH_SLIDES = 9  # the demo's session whose slides are there already


def furnish_desks(stage: Stage) -> None:
    event = events.locked(stage.event_id)
    for begins in CHECKS:
        starts_at = stage.at(begins) - timedelta(days=2)
        draft = TechCheckDraft(
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=15),
            places=2,
            meeting_url="https://meet.example.org/tech-check",
        )
        speakers.add_tech_check(event.id, draft, now=stage.opens_at, actor=ACTOR)
    for note in NOTES:
        speakers.add_note(event, note, now=stage.opens_at, actor=ACTOR)
    needs_transaction().flush()
    lead = by_session()[WITH_SLIDES]
    desk = queries.desk_at(event.id, lead.email)
    slot = programme.slot_by_id(stage.slots[WITH_SLIDES])
    assert desk is not None and slot is not None, "the call made both"
    first = queries.tech_checks(event.id)[0].check
    speakers.book_tech_check(desk, first, now=stage.opens_at)
    slides = MaterialDraft(
        kind=MaterialKind.LINK, title="Sleidiau / Slides", url="https://slides.example.org/straeon"
    )
    materials.add_material(slot.session_id, slides, now=stage.opens_at, actor=desk.email)
