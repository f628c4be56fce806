"""My day: by the personal link, and signed in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import PersonalLink
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.registration import queries
from tests.support.builders import a_registration, a_slot, an_event, at
from tests.support.doors import my


@pytest.fixture
def event(app):
    return an_event()


def test_places_and_waiting_lists(event, client):
    a_slot(event, "Welcome", start="10:00", end="10:25", kind=SessionKind.PLENARY)
    podcast = a_slot(event, "Podcast")
    full = a_slot(event, "Filming", start="13:00", end="13:45", capacity=0)
    a_registration(event, [full])
    ada = a_registration(event, [podcast, full], name="Ada")
    page = client.get(my(ada))
    assert page.h1 == "My day" and ada.reference in page.text
    assert "You do not have a place yet. 1 person is before you." in page.text
    assert len(page.html.find_all("button", string=lambda s: s and "Give up" in s)) <= 1
    assert "Welcome" in page.text


def test_giving_up_with_one_button_confirms_the_address(event, client, outbox):
    slot = a_slot(event, "Podcast", capacity=1)
    ada = a_registration(event, [slot], name="Ada")
    ben = a_registration(event, [slot], name="Ben")
    page = client.get(my(ada))
    done = client.follow(client.submit(page, button="Give up this place", status=303))
    assert "You gave up a place." in done.text
    (next_one,) = queries.bookings_in(slot.id)
    assert (next_one.registration_id, next_one.state) == (ben.id, "offered")
    assert "A place is held for you until" in client.get(my(ben)).text
    assert queries.by_public_id(ada.public_id).address_confirmed_at is not None
    mails = len(outbox())
    again = client.follow(client.submit(page, button="Give up this place", status=303))
    assert "You gave up a place." in again.text and len(outbox()) == mails


def test_reading_changes_nothing(event, client, outbox):
    ada = a_registration(event, [a_slot(event)])
    before = len(outbox())
    for _ in range(3):
        client.get(my(ada))
        client.get(my(ada) + "/leave")
    assert len(outbox()) == before
    assert queries.by_public_id(ada.public_id).address_confirmed_at is None


def test_another_persons_booking_cannot_be_given_up_with_my_link(event, client):
    slot = a_slot(event)
    ada, ben = a_registration(event, [slot], name="Ada"), a_registration(event, [slot], name="Ben")
    theirs = queries.bookings_of(ben.id)[0].public_id
    page = client.get(my(ada))
    client.submit(page, {"booking": theirs}, button="Give up", status=422)
    assert len(queries.bookings_in(slot.id)) == 2


def test_leaving_altogether_asks_once_more(event, client):
    ada = a_registration(event, [a_slot(event)])
    page = client.get(my(ada) + "/leave")
    done = client.follow(client.submit(page, button="Give up all my places", status=303))
    assert "You are no longer registered for this event." in done.text


def test_once_it_has_begun_the_button_is_gone(event, client, clock):
    ada = a_registration(event, [a_slot(event)])
    clock.at = at("10:45")
    page = client.get(my(ada))
    assert "Give up this place" not in page.text


def test_forged_revoked_and_foreign_tokens_are_404(event, client):
    ada = a_registration(event, [a_slot(event)])
    path = my(ada)
    client.get(path[:-1] + ("0" if path[-1] != "0" else "1"), status=404)
    client.get("/p/x", status=404)
    client.get("/j/" + path.removeprefix("/p/"), status=404)


def test_an_expired_link_says_what_to_do(event, client, clock):
    ada = a_registration(event, [a_slot(event)])
    link = accounts.links_of([ada.public_id], "my")[ada.public_id]
    with transaction() as session:
        row = select(PersonalLink).where(PersonalLink.public_id == link.public_id)
        session.scalars(row).one().expires_at = clock.now()
    page = client.get(my(ada), status=410)
    assert page.h1 == "This link has expired"
    assert page.html.find("main").find("a", href="/lost-link")


def test_adding_a_session_needs_signing_in(event, client, clock):
    a_registration(event, [a_slot(event)])
    answer = client.get("/next/my/add", status=303)
    assert "/sign-in" in answer.location
    assert "Sign in with a code" in client.get("/next/my").text
    clock.at += timedelta(minutes=1)
