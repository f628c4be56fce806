"""Builders: the least that a test has to say. Each runs in a transaction of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import select

from app.accounts.actions import find_or_add_person
from app.events.enums import EventState, Role
from app.events.models import Event, LibraryService, Membership
from app.events.policies import Policies
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.programme.facts import SlotPlaced
from app.programme.models import Room, Session, Slot
from app.registration import actions
from app.registration.enums import CalendarChoice
from app.timetable.followers import follow_placed

DAY = date(2027, 6, 10)  # a Thursday in British Summer Time
_number = count(1)


def at(text: str, on: date = DAY) -> datetime:
    """`at("10:30")` is 10:30 in London on the event's day, in UTC."""
    hour, minute = map(int, text.split(":"))
    local = datetime(on.year, on.month, on.day, hour, minute, tzinfo=clock.LONDON)
    return local.astimezone(UTC)


def an_event(slug="next", *, state=EventState.PUBLISHED, opens=None, closes=None, **more) -> Event:
    policies = more.pop("policies", Policies(contact_email="team@example.org"))
    values = {
        "slug": slug,
        "name": f"Digital Bootcamp {slug}",
        "day_on": DAY,
        "state": state,
        "registration_opens_at": opens or datetime(2027, 1, 1, tzinfo=UTC),
        "registration_closes_at": closes or at("09:00"),
        "policies_data": policies.to_json(),
        "created_at": clock.now(),
    } | more
    with transaction() as session:
        event = Event(**values)
        session.add(event)
    return event


def a_room(event, name="Studio A", *, capacity=100, **more) -> Room:
    values = {
        "meeting_url": "https://meet.example.org/studio-a",
        "meeting_number": "555 0100",
        "passcode": "owl-42",
        "dial_in": "01632 960001",
        "platform": "Zoom",
    } | more
    with transaction() as session:
        room = Room(
            event_id=event.id, slug=f"room-{next(_number)}", name=name, capacity=capacity, **values
        )
        session.add(room)
    return room


def a_slot(
    event,
    title="Setting up a podcast",
    *,
    start="10:30",
    end="11:15",
    capacity=None,
    room=None,
    kind=SessionKind.TALK,
    services=(),
    on=DAY,
    **more,
) -> Slot:
    room = room or a_room(event)
    with transaction() as session:
        found = session.scalars(
            select(LibraryService).where(LibraryService.slug.in_(list(services)))
        ).all()
        item = Session(
            event_id=event.id,
            slug=f"session-{next(_number)}",
            title=title,
            abstract=f"About {title}.",
            kind=kind,
            services=list(found),
            updated_at=clock.now(),
        )
        slot = Slot(
            event_id=event.id,
            session=item,
            room_id=room.id,
            starts_at=at(start, on),
            ends_at=at(end, on),
            capacity=capacity,
            updated_at=clock.now(),
            **more,
        )
        session.add(slot)
        session.get_one(Event, event.id).programme_changed()
        session.flush()
        follow_placed(SlotPlaced(at=clock.now(), slot_id=slot.id, actor="builder"))
    return slot


def a_service(slug="gateshead") -> LibraryService:
    return db.session.scalars(select(LibraryService).where(LibraryService.slug == slug)).one()


def a_wish(slots=(), *, name="Ada Bryn", email=None, service=None, **more) -> actions.Wish:
    number = next(_number)
    values = {
        "email": email or f"person{number}@example.org",
        "name": name,
        "service_id": service.id if service else None,
        "other_organisation": "" if service else "A reading charity",
        "slot_ids": tuple(slot.id for slot in slots),
        "calendar": CalendarChoice.DAY,
        "form_token": f"form-{number}",
    } | more
    return actions.Wish(**values)


def a_registration(event, slots=(), **more):
    wish = a_wish(slots, **more)
    with transaction():
        return actions.register(event.id, wish, now=clock.now())


def a_group(event, places=2, *, lead="Lea Lead", service=None):
    number = next(_number)
    wish = actions.GroupWish(
        email=f"lead{number}@example.org",
        name=lead,
        service_id=service.id if service else None,
        other_organisation="" if service else "A reading charity",
        places=places,
        form_token=f"group-{number}",
    )
    with transaction():
        return actions.book_group(event.id, wish, now=clock.now())


def a_member(event, role=Role.ORGANISER, *, email="orla@example.org", name="Orla Test"):
    with transaction() as session:
        person = find_or_add_person(email, name=name, now=clock.now())
        session.add(
            Membership(
                person_id=person.id,
                event_id=event.id if event else None,
                role=role,
                granted_at=clock.now(),
            )
        )
    return person


HOUR = timedelta(hours=1)
