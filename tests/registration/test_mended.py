"""What a hostile reader found, each by what went wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from app.events.enums import Fairness
from app.events.policies import ShareStep
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.enums import Crew
from app.programme.models import Slot
from app.registration import actions, errors, queries, rules
from app.registration.invariants import broken
from app.registration.models import Registration
from tests.registration.test_codes import a_code
from tests.registration.test_groups import a_group, name, places_of
from tests.registration.test_handing_on import campaign, hand_on, present
from tests.support.builders import a_registration, a_room, a_service, a_slot, an_event
from tests.support.places import ask, booking_of, in_event, leave, let_time_pass, set_rules, states


@pytest.fixture
def event(app):
    return an_event()


def host(slot, person, clock):
    with transaction() as session:
        row = session.get_one(Slot, slot.id)
        programme.set_crew(
            row, Crew.HOST, person.id if person else None, now=clock.now(), actor="o"
        )


def choose(place, clock, *slots):
    choice = actions.FirstChoice(slot_ids=tuple(slot.id for slot in slots))
    with transaction():
        actions.choose_sessions(place.public_id, choice, now=clock.now())


def test_a_colleagues_first_choice_against_what_somebody_chose_before(event, clock):
    one, other = a_slot(event, "A"), a_slot(event, "B")
    place = name(places_of(a_group(event, clock))[0], clock)
    choose(place, clock, one)
    dan = hand_on(place, clock, name="Dan", email="dan@example.org")
    with pytest.raises(errors.ChosenAlready):
        choose(dan, clock, other)
    assert broken() == []


def test_a_colleagues_first_choice_against_what_they_present(event, clock):
    one, other = a_slot(event, "A"), a_slot(event, "B")
    place = name(places_of(a_group(event, clock))[0], clock)
    host(one, place.person, clock)
    with pytest.raises(errors.SessionsClash):
        choose(place, clock, other)
    assert broken() == []


def test_taking_an_offer_does_not_stand_for_having_chosen(event, clock):
    """A group's place that was offered: taken first, chosen afterwards by the same link."""
    slot = a_slot(event)
    set_rules(event, capacity=1)
    zoe = a_registration(event, name="Zoe")
    place = name(places_of(a_group(event, clock))[0], clock)
    leave(zoe)
    with transaction():
        actions.accept_event(place.public_id, now=clock.now())
        actions.confirm_address(place.public_id, now=clock.now())
    choose(place, clock, slot)
    assert states(slot) == [("Ada Bryn", "confirmed", None)]
    assert broken() == []


def test_a_release_asks_again_for_needs_and_for_who_presents(event, clock):
    slot = a_slot(event)
    people = [a_registration(event, name=n) for n in ("Ada", "Ben", "Cai")]
    campaign(event, "begin_campaign", clock)
    clock.at = datetime(2027, 6, 2, 8, 0, tzinfo=UTC)
    let_time_pass()
    clock.at = datetime(2027, 6, 6, 8, 0, tzinfo=UTC)
    assert campaign(event, "release_unanswered", clock) == 3
    with transaction():
        actions.say_needs(people[0].public_id, "Captions", now=clock.now())
    host(slot, people[1].person, clock)
    assert db.session.get(Registration, people[0].id).releases_at is None
    clock.at += timedelta(hours=25)
    let_time_pass()
    assert [s for _, s, _ in in_event(event)] == ["confirmed", "confirmed", "cancelled"]


def test_a_place_that_has_a_name_cannot_be_given_up_by_the_lead(event, clock):
    place = name(places_of(a_group(event, clock))[0], clock)
    with pytest.raises(errors.NamedAlready), transaction():
        actions.give_up_unnamed(place.public_id, now=clock.now())


def test_the_leads_links_open_nothing_once_a_place_has_a_name(event, clock, app):
    from app.accounts import queries as accounts
    from app.accounts.enums import LinkPurpose

    place = places_of(a_group(event, clock))[0]
    before = accounts.token_of(
        accounts.links_of([place.public_id], LinkPurpose.MY)[place.public_id]
    )
    name(place, clock)
    http = app.test_client()
    assert http.get(f"/p/{before}").status_code == 404
    after = accounts.token_of(accounts.links_of([place.public_id], LinkPurpose.MY)[place.public_id])
    assert http.get(f"/p/{after}/choose").status_code == 200


@pytest.mark.parametrize(
    ("places", "percent", "numbers"),
    [
        pytest.param(6, 0, (6, 0), id="plain"),
        pytest.param(22, 10, (20, 10), id="the overbooking can stay"),
        pytest.param(3, 100, (3, 0), id="it cannot"),
        pytest.param(0, 0, (0, 0), id="none"),
    ],
)
def test_numbers_that_give_exactly_so_many_places(places, percent, numbers):
    assert rules.numbers_for(places, overbook_percent=percent) == numbers


def test_one_more_ends_at_what_the_licence_leaves_beside_presenters(event, clock, soon):
    slot = a_slot(event, capacity=1, room=a_room(event, capacity=3))
    present(slot, clock, "sam@example.org")
    people = [a_registration(event, [slot], name=n) for n in ("Ada", "Ben", "Cai")]
    with transaction():
        actions.pick(
            booking_of(people[2], slot).public_id, one_more=True, now=clock.now(), actor="o"
        )
    count = queries.counts_of([slot_of(slot)])[slot.id]
    assert (count.taken, count.capacity, count.ceiling) == (2, 2, 2)
    with pytest.raises(errors.RoomIsFull), transaction():
        actions.pick(
            booking_of(people[1], slot).public_id, one_more=True, now=clock.now(), actor="o"
        )


def slot_of(slot):
    db.session.rollback()
    return db.session.get(Slot, slot.id)


def test_one_more_after_lowering_is_one_more_than_there_are(event, clock, soon):
    slot = a_slot(event, capacity=3)
    people = [a_registration(event, [slot], name=f"P{n}") for n in range(5)]
    with transaction() as session:
        row = session.get_one(Slot, slot.id)
        programme.set_capacity(row, 1, overbook_percent=100, now=clock.now(), actor="o")
    with transaction():
        actions.pick(
            booking_of(people[4], slot).public_id, one_more=True, now=clock.now(), actor="o"
        )
    assert [s for _, s, _ in states(slot)] == ["confirmed"] * 3 + ["waiting", "confirmed"]
    assert slot_of(slot).capacity == 4 or queries.counts_of([slot_of(slot)])[slot.id].capacity == 4


def test_a_code_waits_for_the_draw(app, clock):
    event = an_event(opens=clock.now())
    set_rules(event, fairness=Fairness.DRAW, capacity=2)
    a_code(event, clock, places=1)
    with pytest.raises(errors.CodeAfterTheDraw, match="use it once the draw is over"):
        a_registration(event, code="OWL42")
    a_registration(event, name="Ada")
    clock.at += timedelta(minutes=31)
    let_time_pass()
    a_registration(event, name="Ben", code="OWL42")
    assert [s for _, s, _ in in_event(event)] == ["offered", "confirmed"]
    assert broken() == []


def test_a_code_of_the_event_lifts_no_share_of_sessions(event, clock):
    steps = (ShareStep(until=clock.now() + timedelta(days=9), per_slot=1),)
    set_rules(event, fairness=Fairness.SHARES, shares=steps, capacity=9)
    slot = a_slot(event, capacity=5)
    a_code(event, clock, places=2)
    for who in ("Ada", "Ben"):
        a_registration(event, [slot], name=who, service=a_service(), code="OWL42")
    assert [s for _, s, _ in states(slot)] == ["confirmed", "waiting"]
    assert broken() == []


def test_a_code_holder_may_come_back_for_the_session_it_keeps(event, clock):
    slot = a_slot(event, capacity=1)
    a_code(event, clock, places=1, slot=slot)
    ada = a_registration(event, name="Ada", code="OWL42")
    ask(ada, slot)
    assert states(slot) == [("Ada", "confirmed", None)]


def test_a_presenter_who_chose_sessions_counts_again_afterwards(event, clock, soon):
    set_rules(event, capacity=1)
    slot, own = a_slot(event, "A"), a_slot(event, "B", start="13:00", end="13:45")
    a_registration(event, name="Ada")
    ben = a_registration(event, [own], name="Ben")
    host(slot, ben.person, clock)
    host(slot, None, clock)
    assert queries.event_count(event).taken == 2
    assert broken() == []


def test_an_event_place_that_a_presenter_leaves_goes_on(event, clock):
    set_rules(event, capacity=1)
    slot = a_slot(event)
    zoe = a_registration(event, name="Zoe")
    ada, _ben = (a_registration(event, name=n) for n in ("Ada", "Ben"))
    leave(zoe)
    host(slot, ada.person, clock)
    assert in_event(event)[1:] == [("Ada", "confirmed", 1), ("Ben", "offered", 2)]


def test_who_presents_gets_no_session_before_the_others_can(app, clock):
    event = an_event(opens=clock.now() + timedelta(days=1))
    slot, other = a_slot(event, "A"), a_slot(event, "B", start="13:00", end="13:45")
    present(slot, clock, "sam@example.org")
    (sam,) = queries.for_event(event.id)
    with pytest.raises(errors.NotOpenYet):
        ask(sam, other)


def test_an_applicant_who_presents_keeps_the_wish_behind_those_drawn(app, clock):
    event = an_event(opens=clock.now())
    set_rules(event, fairness=Fairness.DRAW)
    slot, wish = a_slot(event, "A"), a_slot(event, "B", start="13:00", end="13:45", capacity=1)
    ada = a_registration(event, [wish], name="Ada")
    a_registration(event, [wish], name="Ben")
    host(slot, ada.person, clock)
    assert states(wish)[0] == ("Ada", "applied", None)
    clock.at += timedelta(minutes=31)
    let_time_pass()
    assert [s for _, s, _ in states(wish)] == ["waiting", "offered"]
    assert broken() == []


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("日本図書館協会", "Библиотека Москва", False),
        ("Reading Trust", "reading   trust", True),
        ("Llyfrgell Ŵyl", "Llyfrgell Wyl", False),
    ],
)
def test_organisations_count_by_their_name_in_any_script(one, other, is_same):
    assert (rules.group_of(one) == rules.group_of(other)) is is_same
    assert rules.group_of("!!!") == ""


def test_a_list_is_not_closed_while_a_draw_is_to_come(app, clock):
    event = an_event(opens=clock.now())
    set_rules(event, fairness=Fairness.DRAW)
    with pytest.raises(errors.DrawFirst), transaction():
        actions.close_list(event.id, None, now=clock.now(), actor="o")


def test_a_host_leaves_by_the_organisers_alone(event, clock):
    slot = a_slot(event)
    ada = a_registration(event, name="Ada")
    host(slot, ada.person, clock)
    with pytest.raises(errors.YouPresent):
        leave(ada)


def test_a_waiting_entry_can_be_left_after_the_start(event, clock):
    slot = a_slot(event, capacity=0)
    ada = a_registration(event, [slot], name="Ada")
    clock.at = slot.starts_at + timedelta(minutes=1)
    leave(ada)
    assert states(slot) == [("Ada", "cancelled", 1)]


def test_nobody_waits_on_a_list_that_was_closed_while_they_waited_for_the_event(
    event, clock, outbox
):
    set_rules(event, capacity=1)
    slot = a_slot(event, capacity=1)
    with transaction():
        actions.close_list(event.id, slot.id, now=clock.now(), actor="o")
    ada = a_registration(event, name="Ada")
    a_registration(event, [slot], name="Ben")
    ask(ada, slot)
    set_rules(event, capacity=2)
    assert states(slot) == [("Ben", "expired", 1), ("Ada", "confirmed", None)]
    assert in_event(event)[1][1] == "offered"
    assert [m.template.rsplit("/", 1)[-1] for m in outbox()[-2:]] == ["list_closed", "admitted"]
    assert broken() == []
