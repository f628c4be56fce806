"""Building an edition of the demo: the event, its programme, and the state of the work on it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from app.demo import call, words
from app.demo import programme as demo
from app.demo.people import SEED
from app.demo.programme import DemoSession
from app.events import actions as events
from app.events.models import Event
from app.kernel.clock import LONDON
from app.kernel.transaction import needs_transaction
from app.programme import actions as programme
from app.programme.enums import ProvisionKind, ProvisionState
from app.programme.models import Room, Session, Slot

ACTOR = "the demo"
MOVED, FIRST_ROOM = 8, "lounge"  # a session that begins where it does not stay


@dataclass
class Stage:
    """One edition while it is built."""

    event_id: int
    day_on: date
    opens_at: datetime
    until: datetime  # the last registration
    chance: random.Random
    has_call: bool  # for proposals
    slots: dict[int, int] = field(default_factory=dict)  # by the session's number

    def at(self, clock_time: time) -> datetime:
        return datetime.combine(self.day_on, clock_time, LONDON).astimezone(UTC)


def build_edition(
    edition: words.DemoEdition, *, opens_at: datetime, until: datetime, has_call: bool = False
) -> Stage:
    made_at = opens_at - timedelta(days=20)
    event = events.create_event(
        events.EventDraft(
            name=edition.name, slug=edition.slug, day_on=edition.day_on, template="nothing"
        ),
        now=made_at,
        actor=ACTOR,
    )
    details = events.DetailsDraft(
        name=edition.name,
        slug=edition.slug,
        day_on=edition.day_on,
        tagline=edition.tagline,
        description=edition.description,
        notice=edition.notice,
    )
    events.edit_details(event.id, details, now=made_at, actor=ACTOR)
    events.edit_policies(
        event.id,
        now=made_at,
        actor=ACTOR,
        minimum_sessions=words.MINIMUM_SESSIONS,
        organiser_name=words.ORGANISER_NAME,
        contact_email=words.CONTACT_EMAIL,
        certificate_text=words.CERTIFICATE_TEXT,
        signatory_role=words.SIGNATORY_ROLE,
        welcome_words=words.WELCOME_WORDS,
    )
    stage = Stage(event.id, edition.day_on, opens_at, until, random.Random(SEED), has_call=has_call)
    closes_at = stage.at(time(9, 30))
    events.edit_windows(event.id, opens_at=opens_at, closes_at=closes_at, now=made_at, actor=ACTOR)
    _programme(stage, event, now=made_at)
    events.publish(event.id, now=made_at, actor=ACTOR)
    return stage


def _programme(stage: Stage, event: Event, *, now: datetime) -> None:
    rooms = {}
    for room in demo.ROOMS:
        draft = programme.RoomDraft(
            name=room.name,
            capacity=room.capacity,
            platform=room.platform,
            meeting_url=room.meeting_url,
            meeting_number=room.meeting_number,
            passcode=room.passcode,
            dial_in=room.dial_in,
            presenters_url=room.presenters_url,
        )
        rooms[room.slug] = programme.add_room(event.id, draft, now=now, actor=ACTOR)
    tracks = {
        track.slug: programme.add_track(event.id, track.name, now=now, actor=ACTOR)
        for track in demo.TRACKS
    }
    needs_transaction().flush()
    chosen = _hold_call(stage, event, now=now) if stage.has_call else {}
    for item in demo.sessions():
        track_id = tracks[item.track].id if item.track else None
        if item.number in chosen:
            session = call.become_session(event.id, chosen[item.number], now=now)
        else:
            words_of = _session(item, track_id)
            session = programme.add_session(event.id, words_of, now=now, actor=ACTOR)
        place = rooms[FIRST_ROOM if item.number == MOVED else item.room]
        stage.slots[item.number] = _slot(stage, item, session, place, now=now).id


def _hold_call(stage: Stage, event: Event, *, now: datetime) -> dict[int, int]:
    for tag in demo.TAGS:
        programme.add_tag(event.id, tag.name)
    needs_transaction().flush()
    return call.hold_call(event.id, call.Times.before(now, now=stage.until))


def _session(item: DemoSession, track_id: int | None) -> programme.SessionDraft:
    tags = {tag.slug: tag.name for tag in demo.TAGS}
    return programme.SessionDraft(
        title=item.title,
        abstract=item.abstract,
        outcomes="\n".join(item.outcomes),
        prerequisites=item.prerequisites,
        kind=item.kind,
        language=item.language,
        is_recorded=item.recorded,
        track_id=track_id,
        tags=[tags[slug] for slug in item.tags],
        services=item.services,
        speakers=[
            programme.SpeakerDraft(role=speaker.role, service_slug=speaker.service)
            for speaker in item.speakers
        ],
    )


def _slot(stage: Stage, item: DemoSession, session: Session, room: Room, *, now: datetime) -> Slot:
    starts_at = stage.at(item.start_time)
    slot = programme.place_session(
        session,
        room,
        starts_at=starts_at,
        ends_at=starts_at + item.lasts_for,
        capacity=item.capacity,
        overbook_percent=item.overbook_percent,
        now=now,
        actor=ACTOR,
    )
    if item.note:
        programme.edit_note(slot, item.note, now=now, actor=ACTOR)
    for kind, wanted in ((ProvisionKind.CAPTIONS, item.captions), (ProvisionKind.BSL, item.bsl)):
        if wanted:
            programme.arrange(slot, kind, state=ProvisionState.BOOKED, now=now, actor=ACTOR)
    return slot
