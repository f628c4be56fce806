"""Events with many sessions, written as rows: `python -m bench.programmes 20 200 1000` in the environment of
a site makes `/size-20`, `/size-200`, `/size-1000`, each released and half booked."""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timedelta

from sqlalchemy import insert, select

from app.accounts.models import Person
from app.events.enums import EventState
from app.events.models import Event, LibraryService
from app.events.policies import Policies
from app.kernel import clock
from app.kernel.transaction import transaction
from app.programme.enums import ProvisionKind, ProvisionState
from app.programme.models import Provision, Room, Session, Slot, Speaker, Tag, Track
from app.registration.enums import PlaceState
from app.registration.models import Booking, Registration
from app.timetable.actions.publishing import freeze_release, publish
from app.timetable.enums import PublicationKind
from app.timetable.models import Placement
from app.timetable.rules import Document

SIZES = (20, 200, 1000)
ROOMS, A_DAY = 20, 10  # sessions at once, and one after another
FIRST_DAY = date(2027, 6, 7)
BOOKED_BY = 200  # people, each in one session of each time of the first day
ABSTRACT = "What worked, what did not, and what to try on Monday. " * 8


def make(size: int) -> str:
    """Gives the slug."""
    slug = f"size-{size}"
    with transaction() as session:
        event = Event(
            slug=slug,
            name=f"Bootcamp of {size}",
            day_on=FIRST_DAY,
            state=EventState.PUBLISHED,
            registration_opens_at=clock.now() - timedelta(days=1),
            registration_closes_at=_at(0, 0) - timedelta(hours=3),
            policies_data=Policies(contact_email="team@example.org").to_json(),
            created_at=clock.now(),
        )
        session.add(event)
        session.flush()
        slots = _slots(session, event.id, size)
        _book(session, event.id, slots[: ROOMS * A_DAY])
        release = freeze_release(event.id, now=clock.now())
        kind = PublicationKind.RELEASE
        publish(release, old=Document(), kind=kind, now=clock.now(), actor="bench")
    return slug


def _at(number: int, minutes: int) -> datetime:
    """When the session of this number begins, and so many minutes later."""
    day, hour = divmod(number // ROOMS, A_DAY)
    wall = datetime.combine(FIRST_DAY, time(9), clock.LONDON) + timedelta(days=day, hours=hour)
    return wall + timedelta(minutes=minutes)


def _slots(session, event_id: int, size: int) -> list[Slot]:
    def named(kind, word: str, number: int) -> list:
        return [
            kind(event_id=event_id, slug=f"{word.lower()}-{n}", name=f"{word} {n}")
            for n in range(number)
        ]

    rooms = [
        Room(event_id=event_id, slug=f"room-{n}", name=f"Room {n}", capacity=300, position=n)
        for n in range(min(ROOMS, size))
    ]
    tracks, tags = named(Track, "Track", 6), named(Tag, "Offer", 4)
    services = session.scalars(select(LibraryService).order_by(LibraryService.id).limit(60)).all()
    slots = []
    for number in range(size):
        item = Session(
            event_id=event_id,
            slug=f"session-{number}",
            title=f"Session {number}: a digital idea that another library can use",
            abstract=ABSTRACT,
            outcomes="Use it\nTeach it",
            track=tracks[number % 6],
            tags=[tags[number % 4]],
            services=[services[number % 60]],
            speakers=[Speaker(name=f"Person {number}", role="Librarian", position=0)],
            updated_at=clock.now(),
        )
        slots.append(
            Slot(
                event_id=event_id,
                session=item,
                room=rooms[number % ROOMS],
                starts_at=_at(number, 0),
                ends_at=_at(number, 45),
                capacity=30,
                updated_at=clock.now(),
            )
        )
    session.add_all([*rooms, *tracks, *tags, *slots])
    session.flush()
    session.add_all(_placement(slot) for slot in slots)
    session.add_all(
        Provision(slot_id=slot.id, kind=ProvisionKind.CAPTIONS, state=ProvisionState.BOOKED)
        for slot in slots[::5]
    )
    return slots


def _placement(slot: Slot) -> Placement:
    return Placement(
        public_id=slot.public_id,
        event_id=slot.event_id,
        session_id=slot.session_id,
        slot_id=slot.id,
        room_id=slot.room_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        updated_at=clock.now(),
    )


def _book(session, event_id: int, slots: list[Slot]) -> None:
    now = clock.now()
    people = [
        Person(
            email=f"person{n}@example.org",
            name=f"N {n}",
            name_key=f"{event_id} {n}",
            created_at=now,
        )
        for n in range(BOOKED_BY)
    ]
    session.add_all(people)
    session.flush()
    registrations = [
        Registration(
            reference=f"B{event_id}-{n}",
            event_id=event_id,
            person_id=person.id,
            state=PlaceState.CONFIRMED,
            form_token=f"bench-{event_id}-{n}",
            asked_at=now,
        )
        for n, person in enumerate(people)
    ]
    session.add_all(registrations)
    session.flush()
    times = [slots[start : start + ROOMS] for start in range(0, len(slots), ROOMS)]
    session.execute(
        insert(Booking),
        [
            {
                "registration_id": row.id,
                "slot_id": at_once[(n + shift) % len(at_once)].id,
                "state": PlaceState.CONFIRMED,
                "asked_at": now,
            }
            for n, row in enumerate(registrations)
            for shift, at_once in enumerate(times)
        ],
    )


if __name__ == "__main__":
    from wsgi import app

    with app.app_context():
        for number in map(int, sys.argv[1:]):
            print(make(number))
