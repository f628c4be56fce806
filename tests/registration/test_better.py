"""Keep until better, swaps in one step, chains in one pass."""

import pytest

from app.programme.enums import SessionKind
from app.registration import errors
from app.registration.invariants import broken
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.places import ask, booking_of, give_up, states, told


@pytest.fixture
def event(app):
    return an_event()


def same_time(event, *names, capacity=1):
    return [a_slot(event, name, capacity=capacity) for name in names]


def test_a_clash_is_refused_unless_the_person_says_which_is_better(event):
    one, other = same_time(event, "Podcast", "Filming", capacity=5)
    ada = a_registration(event, [one], name="Ada")
    with pytest.raises(errors.SessionsClash, match="are at the same time"):
        ask(ada, other)
    assert states(other) == []


def test_with_room_the_swap_is_one_step(event, outbox):
    one, other = same_time(event, "Podcast", "Filming")
    ada = a_registration(event, [one], name="Ada")
    a_registration(event, [one], name="Ben")
    ask(ada, other, keep_until_better=True)
    assert states(one) == [("Ada", "cancelled", None), ("Ben", "offered", 1)]
    assert states(other) == [("Ada", "confirmed", None)]
    assert told(outbox, 2) == [("Ada", "place_added"), ("Ben", "offered")]
    assert "Podcast" in outbox()[2].text
    assert broken() == []


def test_without_room_the_old_place_is_kept_until_the_better_comes(event, outbox):
    one, other = same_time(event, "Podcast", "Filming")
    ben = a_registration(event, [other], name="Ben")
    ada = a_registration(event, [one], name="Ada")
    a_registration(event, [one], name="Cai")
    ask(ada, other, keep_until_better=True)
    assert states(one)[0] == ("Ada", "confirmed", None)
    assert states(other)[1] == ("Ada", "waiting", 1)
    give_up(ben, other)
    assert states(other)[1] == ("Ada", "confirmed", 1)  # agreed beforehand: no offer to answer
    assert states(one) == [("Ada", "cancelled", None), ("Cai", "offered", 1)]
    assert told(outbox, 4) == [("Ben", "given_up"), ("Ada", "moved_up"), ("Cai", "offered")]
    assert "Podcast" in outbox()[5].text
    assert broken() == []


def test_a_chain_of_swaps_runs_in_one_pass(event):
    """Each holds one session and waits for the one before; the first place frees all of them."""
    slots = same_time(event, "A", "B", "C", "D")
    people = [a_registration(event, [slot], name=f"P{n}") for n, slot in enumerate(slots)]
    last = a_registration(event, [slots[3]], name="Last")
    for person, better in zip(people[1:], slots, strict=False):
        ask(person, better, keep_until_better=True)
    give_up(people[0], slots[0])
    assert [states(slot)[-1][:2] for slot in slots[:3]] == [
        ("P1", "confirmed"),
        ("P2", "confirmed"),
        ("P3", "confirmed"),
    ]
    assert states(slots[3]) == [("P3", "cancelled", None), ("Last", "offered", 1)]
    assert last.public_id
    assert broken() == []


def test_a_ring_of_wishes_stands_still_and_is_no_endless_loop(event):
    one, other = same_time(event, "A", "B")
    ada, ben = a_registration(event, [one], name="Ada"), a_registration(event, [other], name="Ben")
    ask(ada, other, keep_until_better=True)
    ask(ben, one, keep_until_better=True)
    assert [s[1] for s in states(one)] == ["confirmed", "waiting"]
    assert broken() == []


def test_a_plenary_is_never_given_up_for_a_better_one(event):
    a_slot(event, "Welcome", kind=SessionKind.PLENARY)
    other = a_slot(event, "Filming")
    ada = a_registration(event, name="Ada")
    with pytest.raises(errors.SessionsClash):
        ask(ada, other, keep_until_better=True)


def test_wishes_in_order_get_the_best_that_has_room(event):
    first, second, third = same_time(event, "A", "B", "C")
    a_registration(event, [first], name="Ben")
    ranks = {first.id: 0, second.id: 1, third.id: 2}
    ada = a_registration(event, [first, second, third], name="Ada", ranks=ranks)
    assert states(first)[1] == ("Ada", "waiting", 1)
    assert states(second) == [("Ada", "confirmed", None)]
    assert states(third) == []
    assert booking_of(ada, first).rank == 0
    assert broken() == []


def test_all_wishes_full_means_waiting_for_all_of_them_and_the_best_wins(event, soon):
    first, second = same_time(event, "A", "B")
    ben, cai = (a_registration(event, [s], name=n) for s, n in ((first, "Ben"), (second, "Cai")))
    a_registration(event, [first, second], name="Ada", ranks={first.id: 0, second.id: 1})
    give_up(cai, second)
    assert states(second)[1] == ("Ada", "confirmed", 1)
    give_up(ben, first)
    assert states(first)[1] == ("Ada", "confirmed", 1)
    assert states(second)[1] == ("Ada", "cancelled", 1)
    assert broken() == []


def test_passed_over_for_a_clash_is_told_once_and_comes_back_when_it_resolves(event, outbox, soon):
    from app.kernel import clock
    from app.kernel.transaction import transaction
    from app.programme.actions import move_slot
    from app.programme.models import Slot
    from tests.support.builders import at

    wanted = a_slot(event, "Wanted", capacity=1)
    other = a_slot(event, "Other", start="12:00", end="12:45")
    ben = a_registration(event, [wanted], name="Ben")
    ada = a_registration(event, [wanted, other], name="Ada")
    with transaction() as session:
        row = session.get_one(Slot, other.id)
        move_slot(
            row, row.room, starts_at=at("10:45"), ends_at=at("11:30"), now=clock.now(), actor="o"
        )
    give_up(ben, wanted)
    assert states(wanted)[1] == ("Ada", "waiting", 1)
    assert booking_of(ada, wanted).skipped_because == "clash"
    assert told(outbox, 2)[-2:] == [("Ben", "given_up"), ("Ada", "passed_over")]
    give_up(ada, other)
    assert states(wanted)[1] == ("Ada", "confirmed", 1)
    assert broken() == []
