"""The tick list: what a host says of who was there."""

import pytest

from app.attendance.actions import join
from app.attendance.enums import Source
from app.attendance.queries import attended, marks_of
from app.audit.models import AuditEntry
from app.events.enums import Role
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration.queries import bookings_in, bookings_of
from tests.support.builders import a_member, a_registration, a_slot, an_event, at
from tests.support.signing_in import be

HOST = "host@example.org"


@pytest.fixture
def event(app, clock):
    event = an_event()
    a_member(event, Role.HOST, email=HOST, name="Hana")
    return event


@pytest.fixture
def slot(event):
    return a_slot(event, capacity=2)


@pytest.fixture
def people(event, slot):
    """Ada and Ben have places, Cy waits."""
    return [a_registration(event, [slot], name=name) for name in ("Ada", "Ben", "Cy")]


@pytest.fixture
def begun(people, client, clock):
    """The session runs, and the host is signed in."""
    clock.at = at("10:40")
    be(client, HOST)


def ticks(slot) -> str:
    return f"/next/manage/attendance/{slot.public_id}"


def field(registration) -> str:
    return f"person-{bookings_of(registration.id)[0].public_id}"


def said(registration):
    """What the host said: True, False, or None for no mark."""
    (booking,) = bookings_of(registration.id)
    mark = marks_of([booking.id]).get(booking.id, {}).get(Source.HOST)
    return mark.was_present if mark else None


def was_there(event, slot):
    """Who counts as attended after the end."""
    found = attended(bookings_in(slot.id), event.policies, now=at("11:15"))
    return sorted(booking.registration.person.name for booking in found)


def test_a_host_says_who_was_there(begun, event, slot, people, client):
    ada, ben, _ = people
    page = client.get(ticks(slot))
    assert "Ada" in page.text and "Cy" not in page.text, "who waits is not on the list"
    answer = client.submit(page, {field(ada): "yes", field(ben): "no"}, button="Save", status=303)
    page = client.follow(answer)
    assert "Attendance is saved." in page.text
    checked = {tag["name"]: tag["value"] for tag in page.html.find_all("input", checked=True)}
    assert checked == {field(ada): "yes", field(ben): "no"}
    assert (said(ada), said(ben)) == (True, False)
    assert was_there(event, slot) == ["Ada"]
    assert attended(bookings_in(slot.id), event.policies, now=at("11:14")) == [], "not over yet"
    note = db.session.query(AuditEntry).filter_by(action="attendance marked").one()
    assert (note.actor, note.scope, note.detail) == (HOST, "next", {"marks": 2})


def test_saying_the_same_again_changes_nothing(begun, slot, people, client):
    ada = people[0]
    page = client.get(ticks(slot))
    for _ in range(3):
        client.submit(page, {field(ada): "yes"}, button="Save", status=303)
    assert said(ada) is True
    assert db.session.query(AuditEntry).filter_by(action="attendance marked").count() == 1


def test_no_mark_takes_a_mark_back(begun, event, slot, people, client):
    ada = people[0]
    for word, kept in (("yes", True), ("", None), ("no", False), ("", None)):
        client.submit(client.get(ticks(slot)), {field(ada): word}, button="Save", status=303)
        assert said(ada) is kept
    assert was_there(event, slot) == []


def test_the_hosts_word_counts_before_the_click(begun, event, slot, people, client):
    ada, ben, _ = people
    for registration in (ada, ben):
        with transaction():
            join(bookings_of(registration.id)[0], now=at("10:29"))
    page = client.get(ticks(slot))
    assert page.text.count("joined 10:29") == 2
    client.submit(page, {field(ada): "no"}, button="Save", status=303)
    assert was_there(event, slot) == ["Ben"]
    (booking,) = bookings_of(ada.id)
    assert set(marks_of([booking.id])[booking.id]) == {Source.JOIN, Source.HOST}, "both are kept"


def test_before_the_session_it_is_refused_and_what_was_ticked_stays(slot, people, client, clock):
    clock.at = at("10:29")
    be(client, HOST)
    page = client.get(ticks(slot))
    refused = client.submit(page, {field(people[0]): "yes"}, button="Save", status=422)
    assert "Attendance can be marked once the session has begun." in refused.text
    checked = {tag["name"]: tag["value"] for tag in refused.html.find_all("input", checked=True)}
    assert checked[field(people[0])] == "yes"
    assert said(people[0]) is None


def test_words_that_are_none_and_people_not_on_the_list_are_passed_over(
    begun, slot, people, client
):
    ada, _, waiting = people
    page = client.get(ticks(slot))
    typed = {field(ada): "perhaps", field(waiting): "yes", "person-unknown": "yes"}
    client.submit(page, typed, button="Save", status=303)
    assert [said(one) for one in people] == [None, None, None]


def test_without_the_forms_token_nothing_is_saved(begun, slot, people, client):
    client.post(ticks(slot), {field(people[0]): "yes"}, status=400)
    assert said(people[0]) is None


def test_strangers_and_nobody_stay_out(slot, people, client, clock):
    clock.at = at("10:40")
    a_member(an_event("other"), email="stranger@example.org", name="Stranger")
    assert "/sign-in" in client.get(ticks(slot), status=303).location
    be(client, "stranger@example.org")
    client.get(ticks(slot), status=403)
    client.get("/next/manage/attendance", status=403)


def test_a_slot_of_another_event_is_404(begun, event, client, clock):
    other = a_slot(an_event("other"))
    client.get(f"/next/manage/attendance/{other.public_id}", status=404)
    client.get("/next/manage/attendance/unknown", status=404)


def test_the_list_of_sessions_counts_who_was_there(begun, slot, people, client):
    client.submit(client.get(ticks(slot)), {field(people[0]): "yes"}, button="Save", status=303)
    row = client.get("/next/manage/attendance").html.find("tbody").find("tr")
    assert [cell.get_text() for cell in row.find_all("td")][1:] == ["2", "1"]


def test_as_many_queries_for_thirty_people_as_for_one(event, client, clock):
    small, big = a_slot(event, start="12:00", end="12:30"), a_slot(event)
    a_registration(event, [small])
    for _ in range(30):
        a_registration(event, [big])
    clock.at = at("12:10")
    be(client, HOST)
    assert client.get(ticks(big)).queries == client.get(ticks(small)).queries
