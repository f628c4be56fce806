"""One step of a random history: somebody does something to places, or time passes.

Numbers stand for choices, so that a history can be drawn by hypothesis (and shrunk) or by a seeded
generator in several processes at once. A refusal is an answer like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.events import actions as events
from app.events.enums import Fairness
from app.events.models import Event
from app.events.policies import PlacesPolicy, ShareStep
from app.kernel.database import db
from app.kernel.errors import Refusal
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.models import Session, Slot
from app.registration import actions
from app.registration.enums import LIVE
from app.registration.models import AccessCode, Booking, Registration
from tests.support.builders import a_room, a_slot, an_event

SERVICES = ("gateshead", "suffolk", "devon", "leeds")


@dataclass
class World:
    """An event with a few small sessions, two of them at the same time."""

    event_id: int
    slot_ids: list[int]
    service_ids: list[int]
    done: dict[str, int] = field(default_factory=dict)

    def did(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1


def a_world(*, now: datetime, days: int = 40, fairness: str = Fairness.SIMPLE, capacity=None):
    """`days` from now is the day. With a draw, booking opens now."""
    from app.events.models import LibraryService

    day_on = (now + timedelta(days=days)).date()
    closes = datetime.combine(day_on, datetime.min.time(), tzinfo=UTC) - timedelta(hours=3)
    event = an_event(day_on=day_on, opens=now, closes=closes)
    room = a_room(event, capacity=6)
    slots = [
        a_slot(event, title, start=start, end=end, capacity=2, room=room, on=day_on)
        for title, start, end in (
            ("A", "10:30", "11:15"),
            ("B", "10:30", "11:15"),
            ("C", "11:00", "11:45"),
            ("D", "13:00", "13:45"),
        )
    ]
    services = db.session.scalars(
        select(LibraryService.id).where(LibraryService.slug.in_(SERVICES))
    ).all()
    world = World(event.id, [slot.id for slot in slots], sorted(services))
    choose_rules(world, capacity or 0, 3, now=now, fairness=fairness, unlimited=capacity is None)
    return world


def step(world: World, name: str, one: int, other: int, *, now: datetime) -> bool:
    """Does one step; False when it was refused or there was nobody to do it."""
    try:
        with transaction():
            good = STEPS[name](world, one, other, now)
    except Refusal:
        good = False
    db.session.rollback()
    if good is not False:
        world.did(name)
    return good is not False


def choose_rules(world, capacity, share, *, now, fairness=Fairness.SIMPLE, unlimited=False) -> None:
    steps = (ShareStep(until=now + timedelta(days=9), per_slot=share, per_event=share + 2),)
    policy = PlacesPolicy(
        capacity=None if unlimited else capacity,
        fairness=fairness,
        shares=steps if fairness != Fairness.SIMPLE else (),
    )
    with transaction():
        events.edit_policies(world.event_id, now=now, actor="o", places=policy)


def register(world, one, other, now):
    slots = [world.slot_ids[one % 4], world.slot_ids[other % 4]]
    actions.register(
        world.event_id,
        actions.Wish(
            email=f"p{one}@example.org",
            name=f"Person {one}",
            service_id=world.service_ids[one % len(world.service_ids)],
            slot_ids=tuple(dict.fromkeys(slots)),
            ranks={slots[0]: 0, slots[1]: 1} if slots[0] != slots[1] else {},
            code="OWL42" if other % 11 == 0 else "",
            form_token=f"form-{one}-{other}-{now.timestamp()}",
        ),
        now=now,
    )


def ask(world, one, other, now):
    person = _registration(world, one)
    if person is None:
        return False
    return actions.ask_for_place(
        person, world.slot_ids[other % 4], keep_until_better=bool(other & 4), now=now
    )


def accept(world, one, other, now):
    booking = _booking(world, one, "offered")
    if booking is not None:
        return actions.accept_place(booking.public_id, now=now)
    person = _registration(world, other, "offered")
    return False if person is None else actions.accept_event(person.public_id, now=now)


def give_up(world, one, other, now):
    booking = _booking(world, one, *(("offered",) if other % 3 == 0 else LIVE))
    return False if booking is None else actions.give_up(booking.public_id, now=now)


def leave(world, one, _other, now):
    person = _registration(world, one)
    return False if person is None else actions.cancel_registration(person.public_id, now=now)


def substitute(world, one, other, now):
    person = _registration(world, one)
    if person is None:
        return False
    return actions.substitute(
        person.public_id, name=f"Colleague {other}", email=f"c{other}@example.org", now=now
    )


def set_capacity(world, one, other, now):
    slot = db.session.get_one(Slot, world.slot_ids[one % 4])
    programme.set_capacity(slot, other % 5, overbook_percent=(other % 3) * 20, now=now, actor="o")


def change_rules(world, one, other, now):
    event = db.session.get_one(Event, world.event_id)
    policy = event.policies.places
    capacity = None if other % 5 == 0 else one % 12
    kept = {"fairness": policy.fairness, "shares": policy.shares}
    events.edit_policies(
        world.event_id, now=now, actor="o", places=PlacesPolicy(capacity=capacity, **kept)
    )


def move(world, one, other, now):
    slot = db.session.get_one(Slot, world.slot_ids[one % 4])
    hour = timedelta(hours=1 if other % 2 else -1)
    programme.move_slot(
        slot, slot.room, starts_at=slot.starts_at + hour, ends_at=slot.ends_at + hour,
        now=now, actor="o",
    )  # fmt: skip


def pick(world, one, _other, now):
    booking = _booking(world, one, "waiting")
    return False if booking is None else actions.pick(booking.public_id, now=now, actor="o")


def add_code(world, one, other, now):
    draft = actions.CodeDraft(
        code="OWL42", label="Press", places=1 + one % 2, holds_until=now + timedelta(days=2),
        slot_id=world.slot_ids[other % 4] if other % 2 else None,
    )  # fmt: skip
    return actions.add_code(world.event_id, draft, now=now, actor="o")


def end_code(world, _one, _other, now):
    ref = db.session.scalar(select(AccessCode.public_id).where(AccessCode.ended_at.is_(None)))
    return False if ref is None else actions.end_code(world.event_id, ref, now=now, actor="o")


def book_group(world, one, other, now):
    wish = actions.GroupWish(
        email=f"lead{one}@example.org", name=f"Lead {one}",
        service_id=world.service_ids[one % len(world.service_ids)],
        places=2 + other % 2, form_token=f"group-{one}-{other}-{now.timestamp()}",
    )  # fmt: skip
    return actions.book_group(world.event_id, wish, now=now)


def name_place(world, one, other, now):
    found = _living(world).where(Registration.is_unnamed)
    rows = db.session.scalars(found).all()
    if not rows:
        return False
    ref = rows[one % len(rows)].public_id
    return actions.name_place(ref, name=f"Named {other}", email=f"n{other}@example.org", now=now)


def present(world, one, other, now):
    slot = db.session.get_one(Slot, world.slot_ids[one % 4])
    item = db.session.get_one(Session, slot.session_id)
    mail = f"p{other}@example.org"
    speakers = [programme.SpeakerDraft(name=f"Person {other}", email=mail)] if other % 3 else []
    draft = programme.SessionDraft(title=item.title, services=SERVICES[:1], speakers=speakers)
    programme.edit_session(item, draft, now=now, actor="o")


def still_coming(world, one, other, now):
    if one % 3 == 0:
        return actions.begin_campaign(world.event_id, now=now, actor="o")
    if one % 3 == 1:
        return actions.release_unanswered(world.event_id, now=now, actor="o")
    person = _registration(world, other, "confirmed")
    return False if person is None else actions.say_coming(person.public_id, now=now)


def close(world, one, _other, now):
    return actions.close_list(world.event_id, world.slot_ids[one % 4], now=now, actor="o")


STEPS = {
    step.__name__: step
    for step in (
        register, ask, accept, give_up, leave, substitute, set_capacity, change_rules, move, pick,
        add_code, end_code, book_group, name_place, present, still_coming, close,
    )
}  # fmt: skip
# How often each comes in a seeded history.
WEIGHTS = {"register": 8, "ask": 5, "accept": 5, "give_up": 5, "set_capacity": 3, "close": 0.2}


def _living(world):
    return (
        select(Registration)
        .where(Registration.event_id == world.event_id, Registration.state.in_(LIVE))
        .order_by(Registration.id)
    )


def _registration(world, number, *states):
    query = _living(world)
    rows = db.session.scalars(query.where(Registration.state.in_(states)) if states else query)
    found = rows.all()
    return found[number % len(found)] if found else None


def _booking(world, number, *states):
    query = (
        select(Booking)
        .join(Booking.registration)
        .where(Registration.event_id == world.event_id, Booking.state.in_(states))
        .order_by(Booking.id)
    )
    found = db.session.scalars(query).all()
    return found[number % len(found)] if found else None
