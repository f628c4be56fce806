"""Mails overtake each other: in whatever order they arrive, the calendar shows what is true."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.programme import actions as programme
from app.programme.queries import slot_by_id
from app.registration import actions, queries
from app.registration.enums import CalendarChoice
from tests.support.builders import a_registration, a_slot, an_event, at
from tests.support.calendars import CalendarProgram, calendar_part


@pytest.fixture
def event(app):
    return an_event()


def messages_to(outbox, address):
    mails = [one for one in outbox() if one.to_address == address]
    return [part for one in mails if (part := calendar_part(one)) is not None]


def shown_after(messages) -> set[tuple[str, str]]:
    program = CalendarProgram()
    for method, data in messages:
        program.take(method, data)
    return program.shows


def move(slot, start, end, clock):
    with transaction():
        row = slot_by_id(slot.id)
        programme.move_slot(
            row, row.room, starts_at=at(start), ends_at=at(end), now=clock.now(), actor="o"
        )
    clock.at += timedelta(minutes=11)
    work_off("job")


def give_up(registration, slot, clock):
    booking = next(b for b in queries.bookings_of(registration.id) if b.slot_id == slot.id)
    with transaction():
        actions.give_up(booking.public_id, now=clock.now())


def rename(slot, title, clock):
    with transaction():
        row = slot_by_id(slot.id).session
        draft = programme.SessionDraft(title=title, abstract="New words")
        programme.edit_session(row, draft, now=clock.now(), actor="o")
    clock.at += timedelta(minutes=11)
    work_off("job")


@pytest.mark.parametrize("choice", list(CalendarChoice))
def test_any_order_ends_the_same(event, outbox, clock, choice):
    """Booked, moved, corrected, given up, booked again: five messages, a hundred and twenty orders."""
    slot = a_slot(event, "One")
    ada = a_registration(event, [slot], calendar=choice)
    clock.at += timedelta(minutes=1)
    move(slot, "12:00", "12:45", clock)
    rename(slot, "One, corrected", clock)
    give_up(ada, slot, clock)
    clock.at += timedelta(minutes=1)
    with transaction():
        actions.ask_for_place(ada, slot.id, now=clock.now())
    messages = messages_to(outbox, ada.person.email)
    assert [method for method, _ in messages] == [
        "REQUEST",
        "REQUEST",
        "REQUEST",
        "CANCEL",
        "REQUEST",
    ]
    title = "One, corrected" if choice == CalendarChoice.SESSION else event.name
    for order in permutations(messages):
        assert shown_after(order) == {("12:00", title)}


def test_any_order_ends_in_nothing_when_the_place_is_given_up(event, outbox, clock):
    slot = a_slot(event, "One")
    ada = a_registration(event, [slot], calendar=CalendarChoice.SESSION)
    clock.at += timedelta(minutes=1)
    move(slot, "12:00", "12:45", clock)
    give_up(ada, slot, clock)
    for order in permutations(messages_to(outbox, ada.person.email)):
        assert shown_after(order) == set()


def test_the_program_of_these_tests_can_be_wrong(event, outbox, clock):
    """Negative control: one that takes whatever came last shows what is not true."""
    slot = a_slot(event, "One")
    ada = a_registration(event, [slot], calendar=CalendarChoice.SESSION)
    clock.at += timedelta(minutes=1)
    move(slot, "12:00", "12:45", clock)
    old, new = messages_to(outbox, ada.person.email)
    naive = CalendarProgram()
    for method, data in (new, old):
        naive._known.clear()
        naive.take(method, data)
    assert naive.shows == {("10:30", "One")}
    assert shown_after([new, old]) == {("12:00", "One")}
