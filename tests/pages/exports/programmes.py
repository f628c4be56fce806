"""A programme with something of everything, and releasing it."""

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.actions import cancel_slot, place_session
from app.programme.enums import Level, ProvisionKind, ProvisionState, SessionKind
from app.programme.models import Provision, Session, Speaker, Tag, Track
from app.timetable import actions, queries
from app.timetable.models import Break
from tests.support.builders import a_room, a_slot, at

HOSTILE = '=1+1 "<b>&amp;</b>" \x01\x0b]]> \ufffe'


def release(event, note=""):
    with transaction():
        return actions.release_draft(
            event.id,
            seen=queries.fingerprint(event.id),
            note=note,
            now=clock.now(),
            actor="orla@example.org",
        )


def a_programme(event):
    """Two rooms, three sessions, one of them cancelled and one twice, a pause; not released."""
    studio, lab = a_room(event, "Studio A"), a_room(event, "Lab")
    podcast = a_slot(
        event, "Setting up a podcast", room=studio, services=("suffolk", "norfolk"),
        kind=SessionKind.WORKSHOP,
    )  # fmt: skip
    film = a_slot(event, "Ffilmio stori", room=lab, start="13:00", end="13:45")
    gone = a_slot(event, "Job club", room=lab, start="15:00", end="16:30")
    with transaction() as session:
        session.add(Track(event_id=event.id, slug="sound", name="Sound & podcasts"))
        tag = Tag(event_id=event.id, slug="reading", name="Reading")
        session.add(tag)
        session.flush()
        track = session.query(Track).one()
        first = session.get_one(Session, podcast.session_id)
        first.track_id, first.tags, first.level = track.id, [tag], Level.BEGINNER
        first.abstract, first.outcomes = "One.\n\nTwo.", "Record\nPublish"
        first.prerequisites = "A quiet room"
        session.add(
            Speaker(session_id=first.id, name="Sam Example", role="Digital Producer", position=0)
        )
        session.add(Speaker(session_id=first.id, role="Librarian", position=1))
        session.add(
            Provision(slot_id=podcast.id, kind=ProvisionKind.BSL, state=ProvisionState.BOOKED)
        )
        second = session.get_one(Session, film.session_id)
        second.language, second.is_recorded = "cy", False
        session.add(
            Break(event_id=event.id, title="Lunch", starts_at=at("12:00"), ends_at=at("13:00"))
        )
    again(event, podcast, studio)
    cancel(gone, "Nobody can present it.")
    db.session.expire_all()
    return podcast, film, gone


def again(event, slot, room):
    """The same session once more, at 14:00."""
    with transaction():
        place_session(
            slot.session, room, starts_at=at("14:00"), ends_at=at("14:45"),
            now=clock.now(), actor="orla@example.org",
        )  # fmt: skip


def cancel(slot, because):
    with transaction():
        cancel_slot(slot, because, now=clock.now(), actor="orla@example.org")
