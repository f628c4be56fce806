"""What a sell-out brings to the open edition, one of each: places kept back for a code, a group whose
names are still to follow, somebody who keeps one session until a better one comes, an open offer."""

from __future__ import annotations

from datetime import time, timedelta

from app.demo import people
from app.demo.editions import ACTOR, Stage
from app.demo.programme import DemoSession, sessions
from app.events import queries as events
from app.registration import actions as registration
from app.registration import queries
from app.registration.enums import PlaceState

CODE = "ONE MICROPHONE"
CODE_LABEL = "Colleagues of the speakers"
CODE_PLACES = 3
KEPT_BACK_FOR = timedelta(days=10)  # until so long before the day


def keep_places_back(stage: Stage) -> None:
    """In the session that sells out, before anybody can ask for it."""
    draft = registration.CodeDraft(
        code=CODE,
        label=CODE_LABEL,
        places=CODE_PLACES,
        holds_until=stage.at(time(17, 0)) - KEPT_BACK_FOR,
        slot_id=stage.slots[_sold_out().number],
    )
    day_before = stage.opens_at - timedelta(days=1)
    registration.add_code(stage.event_id, draft, now=day_before, actor=ACTOR)


def sell_out(stage: Stage) -> None:
    """After everybody has registered; in the order of the times."""
    _book_a_group(stage)
    _use_the_code(stage)
    _keep_until_better(stage)
    _leave_an_offer_open(stage)


def _book_a_group(stage: Stage) -> None:
    """Two of four have a name, one of these has chosen sessions."""
    name, email = people.GROUP_LEAD
    wish = registration.GroupWish(
        name=name,
        email=email,
        service_id=_service_id(people.GROUP_SERVICE),
        places=people.GROUP_PLACES,
        form_token=f"demo-{stage.event_id}-group",
    )
    now = stage.until - timedelta(hours=30)
    group = registration.book_group(stage.event_id, wish, now=now)
    places = queries.places_of_group(group.id)
    for place, (name, email) in zip(places, people.GROUP_NAMES, strict=False):
        registration.name_place(place.public_id, name=name, email=email, now=now)
    chosen = tuple(stage.slots[item.number] for item in (_with_room(), _overbooked()))
    choice = registration.FirstChoice(slot_ids=chosen)
    an_hour_later = now + timedelta(hours=1)
    registration.choose_sessions(places[0].public_id, choice, now=an_hour_later)


def _use_the_code(stage: Stage) -> None:
    name, email = people.CODE_GUEST
    wish = registration.Wish(
        name=name,
        email=email,
        service_id=_service_id(people.CODE_GUEST_SERVICE),
        slot_ids=(stage.slots[_sold_out().number],),
        code=CODE,
        form_token=f"demo-{stage.event_id}-code",
    )
    registration.register(stage.event_id, wish, now=stage.until - timedelta(hours=20))


def _keep_until_better(stage: Stage) -> None:
    """Somebody with a place at the same time waits for the one that is full, and keeps theirs."""
    held = queries.bookings_in(stage.slots[_with_room().number], states=(PlaceState.CONFIRMED,))
    registration.ask_for_place(
        held[0].registration,
        stage.slots[_sold_out().number],
        keep_until_better=True,
        now=stage.until - timedelta(hours=8),
    )


def _leave_an_offer_open(stage: Stage) -> None:
    """One place comes free too lately for an answer."""
    held = queries.bookings_in(stage.slots[_sold_out().number], states=(PlaceState.CONFIRMED,))
    registration.give_up(held[0].public_id, now=stage.until)


def _sold_out() -> DemoSession:
    return next(item for item in sessions() if item.sold_out)


def _overbooked() -> DemoSession:
    return next(item for item in sessions() if item.overbook_percent)


def _with_room() -> DemoSession:
    """At the time of the one that is sold out."""
    return next(
        item for item in sessions() if item.starts == _sold_out().starts and not item.sold_out
    )


def _service_id(slug: str) -> int:
    return next(one.id for one in events.service_choices() if one.slug == slug)
