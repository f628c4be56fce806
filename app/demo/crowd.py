"""The people of an edition of the demo: they register, cancel, and on the day join or stay away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby

from sqlalchemy import select

from app.attendance import actions as attendance
from app.certificates import actions as certificates
from app.demo import people as demo_people
from app.demo import programme as demo
from app.demo import words
from app.demo.editions import ACTOR, Stage
from app.demo.people import ACCESS_REQUESTS, STAND_INS
from app.demo.programme import DemoSession
from app.events import queries
from app.kernel.transaction import needs_transaction
from app.programme import actions as programme
from app.programme.queries import slot_by_id
from app.registration import actions as registration
from app.registration import queries as registrations
from app.registration.enums import CalendarChoice, PlaceState
from app.registration.models import Booking

REGISTRATIONS = 350
CANCELLED_SHARE = 0.08
NO_SHOW_SHARE = 0.40
TAKES_PART = 0.78  # of the people, in each block of sessions
SOLD_OUT_PULL = 2.8  # how much more a sold-out session draws than its places
OVERBOOKED_PULL = 1.5
TIME = "time"  # who acts when nobody does
TAKES_OFFER_AFTER = timedelta(minutes=20)


def register_people(stage: Stage) -> None:
    """Everybody registers in turn; some cancel, and who waits first takes what they leave; three hand
    their place to a colleague; one session is called off on the way."""
    everybody = demo_people.people(REGISTRATIONS)
    services = {one.slug: one.id for one in queries.service_choices()}
    step = (stage.until - stage.opens_at) / (REGISTRATIONS + 60)
    blocks = [list(items) for _, items in groupby(_choosable(), key=lambda item: item.starts)]
    asking = set(stage.chance.sample(range(REGISTRATIONS), len(ACCESS_REQUESTS)))
    requests = iter(ACCESS_REQUESTS)
    made: list[str] = []
    for index, person in enumerate(everybody):
        now = stage.opens_at + step * (index + 1)
        wish = registration.Wish(
            email=person.email,
            name=person.name,
            service_id=services[person.service_slug],
            slot_ids=_choice(stage, blocks),
            calendar=CalendarChoice.SESSION if index % 9 == 0 else CalendarChoice.DAY,
            needs=next(requests) if index in asking else "",
            form_token=f"demo-{stage.event_id}-{index}",
        )
        made.append(registration.register(stage.event_id, wish, now=now).public_id)
        if index == REGISTRATIONS * 2 // 3:
            _call_off(stage, now=now)
            blocks = [[item for item in block if not item.is_cancelled] for block in blocks]
    leaving = stage.chance.sample(made, round(REGISTRATIONS * CANCELLED_SHARE))
    for number, ref in enumerate(leaving):
        now = stage.opens_at + step * (REGISTRATIONS + 1 + number)
        registration.cancel_registration(ref, now=now)
        _take_offers(stage, now=now + TAKES_OFFER_AFTER)
    staying = [ref for index, ref in enumerate(made) if index not in asking and ref not in leaving]
    for number, ref in enumerate(stage.chance.sample(staying, len(STAND_INS))):
        name, email = STAND_INS[number]
        now = stage.opens_at + step * (REGISTRATIONS + 30 + number)
        registration.substitute(ref, name=name, email=email, now=now)


def _take_offers(stage: Stage, *, now: datetime) -> None:
    query = (
        select(Booking.public_id)
        .where(Booking.slot_id.in_(stage.slots.values()), Booking.state == PlaceState.OFFERED)
        .order_by(Booking.id)
    )
    for ref in needs_transaction().scalars(query).all():
        registration.accept_place(ref, now=now)


def _choosable() -> Iterator[DemoSession]:
    return (item for item in demo.sessions() if item.track is not None)


def _choice(stage: Stage, blocks: Sequence[Sequence[DemoSession]]) -> tuple[int, ...]:
    """One session in most blocks of the day, popular ones more often."""
    chosen = []
    for block in blocks:
        if stage.chance.random() > TAKES_PART:
            continue
        weights = [_pull(item) for item in block]
        chosen.append(stage.slots[stage.chance.choices(block, weights)[0].number])
    return tuple(chosen)


def _pull(item: DemoSession) -> float:
    """How much a session draws: by the places it has, more when it shall be full."""
    room = next(room.capacity for room in demo.ROOMS if room.slug == item.room)
    places = item.capacity or room
    if item.sold_out:
        return places * SOLD_OUT_PULL
    return places * (OVERBOOKED_PULL if item.overbook_percent else 1)


def _call_off(stage: Stage, *, now: datetime) -> None:
    for item in demo.sessions():
        slot = slot_by_id(stage.slots[item.number]) if item.is_cancelled else None
        if slot is not None:
            programme.cancel_slot(slot, item.cancelled_because, now=now, actor=ACTOR)


def live_the_day(stage: Stage) -> None:
    """People join, hosts mark a few who dialled in, lists that are left close, and certificates are
    issued the day after."""
    absent = {
        one.id
        for one in registrations.for_event(stage.event_id)
        if stage.chance.random() < NO_SHOW_SHARE
    }
    for slot_id in stage.slots.values():
        slot = slot_by_id(slot_id)
        if slot is None or slot.is_cancelled:
            continue
        booked = registrations.bookings_in(slot.id, states=(PlaceState.CONFIRMED,))
        coming = [booking for booking in booked if booking.registration_id not in absent]
        for booking in coming[3:]:
            attendance.join(booking, now=slot.starts_at + _late(stage))
        dialled_in = {booking.public_id: True for booking in coming[:3]}
        attendance.mark(slot, dialled_in, coming[:3], now=slot.ends_at, actor=words.HOST_EMAIL)
    registration.open_gate(stage.event_id, now=stage.at(words.DOORS_CLOSE), actor=TIME)
    day_after = stage.at(time(15, 30)) + timedelta(hours=18)
    certificates.issue_all(stage.event_id, now=day_after, actor=ACTOR)


def _late(stage: Stage) -> timedelta:
    return timedelta(seconds=stage.chance.randint(-400, 300))
