"""Organisers' waiting lists: their order, offers, why it is full, picking and closing."""

from datetime import timedelta

from app.events.policies import PlacesPolicy, Policies
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.registration import actions, queries
from app.registration.enums import PlaceState
from app.registration.models import Booking, Registration
from tests.support.builders import a_registration, a_room, a_slot, an_event, at
from tests.support.client import values_of

WAITING = "/next/manage/waiting"


def rows(page):
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.html.select("tbody tr")
    ]


def state_of(place):
    db.session.rollback()
    kind = Booking if isinstance(place, Booking) else Registration
    return db.session.get(kind, place.id).state


def booking_of(registration, slot):
    (found,) = [b for b in queries.bookings_of(registration.id) if b.slot_id == slot.id]
    return found


def moved(slot, starts, ends):
    with transaction():
        programme.move_slot(
            slot, slot.room, starts_at=at(starts), ends_at=at(ends), now=clock.now(), actor="orla"
        )


def one_with_a_clash(event):
    """Zed waits for the podcast; filming, where Zed has a place, was moved to the same time."""
    slot = a_slot(event, "Podcast", capacity=1)
    filming = a_slot(event, "Filming", start="14:00", end="15:00")
    first = a_registration(event, [slot], name="Ada")
    zed = a_registration(event, [slot, filming], name="Zed")
    moved(filming, "10:45", "11:45")
    with transaction():
        actions.give_up(booking_of(first, slot).public_id, now=clock.now())
    return slot, filming, zed


def test_lists_stand_in_their_order_with_who_was_passed_over(orla, event):
    slot, _filming, _zed = one_with_a_clash(event)
    a_registration(event, [slot], name="Bryn")  # takes the place that Zed cannot
    a_registration(event, [slot], name="Cai")
    page = orla.get(WAITING)
    assert [row[:2] for row in rows(page)] == [["1", "Zed"], ["2", "Cai"]]
    assert "has another session at that time" in rows(page)[0]


def test_an_offer_stands_with_its_end_and_counts_as_taken(orla, event):
    slot = a_slot(event, capacity=1)
    first = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Bryn")
    with transaction():
        actions.cancel_registration(first.public_id, now=clock.now())
    page = orla.get(WAITING)
    assert rows(page) == [["Bryn", "A reading charity", "6 May 2027, 08:00"]]
    assert "1 of 1 places taken" in page.text
    assert "1 of them is an offer" in page.text


def test_the_events_own_list_is_there_when_it_is_full(orla, event):
    event_with(event, capacity=1)
    a_registration(event, name="Ada")
    a_registration(event, name="Bryn")
    page = orla.get(WAITING)
    assert "The event itself" in page.text
    assert [row[:2] for row in rows(page)] == [["1", "Bryn"]]


def event_with(event, **places):
    policies = Policies(contact_email="team@example.org", places=PlacesPolicy(**places))
    with transaction() as session:
        session.get(type(event), event.id).policies_data = policies.to_json()


def test_nobody_waiting_is_said(orla):
    assert "Nobody is waiting." in orla.get(WAITING).text


def test_somebody_is_picked_out_of_turn(orla, event, outbox):
    """The session gets one place more for them; whoever stands before them keeps the turn."""
    slot = a_slot(event, "Podcast", capacity=1)
    _ada, bryn, zed = (a_registration(event, [slot], name=n) for n in ("Ada", "Bryn", "Zed"))
    page = orla.get(WAITING)
    forms = [f for f in page.html.find_all("form") if f.get("action", "").endswith("/pick")]
    page = orla.follow(orla.post(forms[1]["action"], values_of(forms[1]), status=303))
    assert "Zed has the place and is told by mail." in page.text
    assert state_of(booking_of(zed, slot)) == PlaceState.CONFIRMED
    assert state_of(booking_of(bryn, slot)) == PlaceState.WAITING
    assert "2 of 2" in page.text or "2 places" in page.text
    assert len(outbox(template="registration/email/moved_up")) == 1


def test_nobody_is_picked_above_the_rooms_licence(orla, event):
    slot = a_slot(event, "Podcast", room=a_room(event, capacity=1))
    a_registration(event, [slot], name="Ada")
    ben = a_registration(event, [slot], name="Ben")
    assert "Give one place more" not in orla.get(WAITING).text
    data = {"booking": booking_of(ben, slot).public_id, "one_more": "yes"} | token_of(orla, slot)
    page = orla.post(f"{WAITING}/pick", data, status=422)
    assert "all places that the room's licence allows" in page.text


def test_a_move_that_resolves_a_clash_lets_who_was_skipped_move_up(orla, event):
    slot, filming, zed = one_with_a_clash(event)
    moved(filming, "14:00", "15:00")
    assert state_of(booking_of(zed, slot)) == PlaceState.OFFERED


def test_who_cannot_take_the_place_is_not_picked_and_why_is_said(orla, event):
    slot, _filming, zed = one_with_a_clash(event)
    page = orla.submit(orla.get(WAITING), button="Give this place", status=422)
    assert "Zed: They have another session at that time." in page.text
    assert state_of(booking_of(zed, slot)) == PlaceState.WAITING


def test_a_full_session_offers_nobody_to_be_picked(orla, event):
    slot = a_slot(event, capacity=0)
    one = a_registration(event, [slot], name="Ada")
    page = orla.get(WAITING)
    assert "Give this place" not in page.text
    data = {"booking": booking_of(one, slot).public_id} | token_of(orla, slot)
    page = orla.post(f"{WAITING}/pick", data, status=422)
    assert "No place is free." in page.text


def token_of(orla, slot):
    page = orla.get(f"/next/manage/slots/{slot.public_id}/close-list")
    return {"csrf_token": values_of(page.form(button="Close"))["csrf_token"]}


def test_places_of_another_event_are_not_there(orla, event):
    slot = a_slot(event)
    other = an_event("other")
    theirs = a_slot(other, capacity=0)
    one = a_registration(other, [theirs])
    data = {"booking": booking_of(one, theirs).public_id} | token_of(orla, slot)
    orla.post(f"{WAITING}/pick", data, status=404)
    orla.get(f"/next/manage/slots/{theirs.public_id}/close-list", status=404)


def test_a_list_is_closed_after_asking_once_more(orla, event, outbox):
    slot = a_slot(event, "Podcast", capacity=0)
    one = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Bryn")
    page = orla.get(f"/next/manage/slots/{slot.public_id}/close-list")
    assert "2 people wait." in page.text
    assert state_of(booking_of(one, slot)) == PlaceState.WAITING
    page = orla.follow(orla.submit(page, button="Close this list", status=303))
    assert "The list is closed. 2 people are told by mail." in page.text
    assert "Podcast: closed on Monday 3 May 2027, 10:00" in page.text
    assert queries.bookings_of(one.id) == []
    assert len(outbox(template="registration/email/list_closed")) == 2
    page = orla.get(f"/next/manage/slots/{slot.public_id}/close-list")
    assert "This list was closed on" in page.text


def test_the_events_list_is_closed_too(orla, event, outbox):
    event_with(event, capacity=0)
    one = a_registration(event, name="Ada")
    page = orla.get(f"{WAITING}/close")
    assert "1 person waits." in page.text
    page = orla.follow(orla.submit(page, button="Close this list", status=303))
    assert "This list was closed on Monday 3 May 2027, 10:00." in page.text
    assert state_of(one) == PlaceState.EXPIRED
    assert len(outbox(template="registration/email/list_closed")) == 1


def test_the_page_asks_as_often_for_thirty_who_wait_as_for_one(orla, event, clock):
    slot = a_slot(event, capacity=0)
    a_registration(event, [slot])
    few = orla.get(WAITING).queries
    for number in range(29):
        clock.at += timedelta(minutes=1)
        more = a_slot(event, f"More {number}", start="12:00", end="13:00", capacity=0)
        a_registration(event, [slot, more], name=f"Person {number}")
    assert orla.get(WAITING).queries == few
