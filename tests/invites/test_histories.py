"""Histories by chance: quick ones, within one second, and with a clock that is set back."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from random import Random

import pytest
from icalendar import Calendar

from app.invites import queries as invites
from app.kernel.clock import london
from app.kernel.database import db
from app.kernel.errors import Refusal
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.programme import actions as programme
from app.programme.queries import slot_by_id
from app.registration import actions, queries
from app.registration.enums import CalendarChoice
from app.registration.models import Registration
from tests.invites.test_out_of_order import messages_to, shown_after
from tests.support.builders import a_registration, a_slot, an_event, at

STEPS = 14


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_calendars_end_with_what_is_told(app, outbox, clock, seed):
    chance = Random(seed)
    event = an_event()
    slots = [
        a_slot(event, name, start=f"{hour}:00", end=f"{hour}:30")
        for name, hour in (("One", 10), ("Two", 12), ("Three", 14))
    ]
    ada = a_registration(event, slots[:1], calendar=chance.choice(list(CalendarChoice)))
    for number in range(STEPS):
        clock.at += chance.choice((0, 0, 0.2, 1, 90, -3600)) * timedelta(seconds=1)
        try:
            with transaction():
                _step(chance, ada.public_id, chance.choice(slots).id, number, clock.now())
        except Refusal:
            continue
        if chance.random() < 0.5:
            clock.at += timedelta(minutes=11)
            work_off("job")
    clock.at += timedelta(hours=3)
    work_off("job")
    messages = messages_to(outbox, ada.person.email)
    _sequences_grow(messages)
    told = {
        (f"{london(entry.starts_at):%H:%M}", entry.summary)
        for entry in invites.told_entries(ada.id).values()
    }
    for _ in range(20):
        chance.shuffle(messages)
        assert shown_after(messages) == told


def _step(chance, ref, slot_id, number, now):
    slot = slot_by_id(slot_id)
    registration = queries.by_public_id(ref)
    booking = next((b for b in queries.bookings_of(registration.id) if b.slot_id == slot_id), None)
    what = chance.choice(("place", "place", "move", "rename", "switch", "switch"))
    if what == "place" and booking is not None:
        actions.give_up(booking.public_id, now=now)
    elif what == "place":
        actions.ask_for_place(db.session.get_one(Registration, registration.id), slot_id, now=now)
    elif what == "move":
        hour = chance.randrange(9, 17)
        programme.move_slot(
            slot,
            slot.room,
            starts_at=at(f"{hour:02}:00"),
            ends_at=at(f"{hour:02}:30"),
            now=now,
            actor="o",
        )
    elif what == "rename":
        draft = programme.SessionDraft(title=f"Title {number}", abstract="New words")
        programme.edit_session(slot.session, draft, now=now, actor="o")
    else:
        others = [one for one in CalendarChoice if one != registration.calendar]
        actions.choose_calendar(ref, chance.choice(others), now=now)


def _sequences_grow(messages):
    """In the order they were written, each later message about an entry is later for a calendar too."""
    seen = defaultdict(list)
    for _method, data in messages:
        (entry,) = Calendar.from_ical(data).walk("VEVENT")
        seen[str(entry["UID"])].append((int(entry["SEQUENCE"]), entry.decoded("DTSTAMP")))
    for stamps in seen.values():
        assert stamps == sorted(stamps) and len(set(stamps)) == len(stamps), stamps
