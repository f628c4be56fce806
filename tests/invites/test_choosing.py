"""One entry for the day or one for each session, and changing between the two; files and another feed."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.kernel.transaction import transaction
from app.registration import actions, errors, queries
from app.registration.enums import CalendarChoice
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.calendars import CalendarProgram, calendar_part

SITE = "http://bootcamp.test"


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture
def sessions(event):
    return [a_slot(event, "One"), a_slot(event, "Two", start="13:00", end="13:45")]


def choose(registration, choice, clock):
    with transaction():
        actions.choose_calendar(registration.public_id, choice, now=clock.now())


def path_of(registration, purpose) -> str:
    link = accounts.links_of([registration.public_id], purpose)[registration.public_id]
    return accounts.url_of(link).removeprefix(SITE)


def shown(outbox) -> set[tuple[str, str]]:
    program = CalendarProgram()
    for message in outbox():
        if (part := calendar_part(message)) is not None:
            program.take(*part)
    return program.shows


def methods(outbox, since: int) -> list[tuple[str, int, str]]:
    rows = [one.calendar for one in outbox()[since:]]
    return [(r["method"], r["entry"]["sequence"], r["entry"]["summary"]) for r in rows]


def test_from_the_day_to_sessions_and_back(event, sessions, outbox, clock):
    ada = a_registration(event, sessions)
    choose(ada, CalendarChoice.SESSION, clock)
    assert methods(outbox, 1) == [
        ("CANCEL", 1, event.name),
        ("REQUEST", 0, "One"),
        ("REQUEST", 0, "Two"),
    ]
    assert shown(outbox) == {("10:30", "One"), ("13:00", "Two")}
    choose(ada, CalendarChoice.DAY, clock)
    assert methods(outbox, 4) == [
        ("REQUEST", 2, event.name),
        ("CANCEL", 1, "One"),
        ("CANCEL", 1, "Two"),
    ]
    assert shown(outbox) == {("10:30", event.name)}
    for gone in (outbox()[1], outbox()[5]):  # nobody is to think that the place went
        assert gone.subject.startswith("Your calendar entries change")
        assert "You keep your place." in gone.text


def test_an_entry_of_a_place_that_ended_says_so(event, sessions, outbox, clock):
    ada = a_registration(event, sessions, calendar=CalendarChoice.SESSION)
    with transaction():
        actions.cancel_registration(ada.public_id, now=clock.now())
    gone = [one for one in outbox() if one.calendar and one.calendar["method"] == "CANCEL"]
    assert len(gone) == 2 and not any("keep your place" in one.text for one in gone)


def test_the_same_choice_again_sends_nothing(event, sessions, outbox, clock):
    ada = a_registration(event, sessions)
    choose(ada, CalendarChoice.DAY, clock)
    assert len(outbox()) == 1


def test_who_has_no_place_any_more_cannot_choose(event, sessions, clock):
    ada = a_registration(event, sessions)
    with transaction():
        actions.cancel_registration(ada.public_id, now=clock.now())
    for change in (
        lambda: actions.choose_calendar(ada.public_id, CalendarChoice.SESSION, now=clock.now()),
        lambda: actions.new_feed(ada.public_id, now=clock.now()),
    ):
        with pytest.raises(errors.PlaceEnded), transaction():
            change()


def test_my_day_offers_both_and_says_what_was_done(event, sessions, outbox, client):
    ada = a_registration(event, sessions)
    my = client.get(path_of(ada, LinkPurpose.MY))
    done = client.submit(my, {"calendar": "session"}, action="/calendar", status=303)
    assert "Your calendar entries are changed" in client.follow(done).text
    assert len(outbox()) == 4
    again = client.get(path_of(ada, LinkPurpose.MY))
    assert again.html.find(id="calendar-session").has_attr("checked")
    wrong = client.submit(again, {"calendar": "never"}, action="/calendar", status=422)
    assert "Choose how you want your calendar entries" in wrong.text


def test_a_new_feed_address_ends_the_old_one(event, sessions, client):
    ada = a_registration(event, sessions)
    old = path_of(ada, LinkPurpose.FEED)
    my = client.get(path_of(ada, LinkPurpose.MY))
    done = client.submit(my, action="/new-feed", status=303)
    assert "has a new address" in client.follow(done).text
    new = path_of(ada, LinkPurpose.FEED)
    assert new != old
    client.get(old, status=404)
    client.get(new)


def test_too_many_changes_are_refused(event, sessions, client):
    ada = a_registration(event, sessions)
    my = client.get(path_of(ada, LinkPurpose.MY))
    for _ in range(10):
        client.submit(my, action="/new-feed", status=303)
    refused = client.submit(my, action="/new-feed", status=429)
    assert int(refused.response.headers["Retry-After"]) > 0


@pytest.mark.parametrize("choice", list(CalendarChoice))
def test_entries_as_a_file_are_those_that_were_mailed(event, sessions, outbox, client, choice):
    ada = a_registration(event, sessions, calendar=choice)
    page = client.get(f"{path_of(ada, LinkPurpose.MY)}/entries.ics")
    parsed = Calendar.from_ical(page.body)
    assert parsed["METHOD"] == "PUBLISH" and b"ATTENDEE" not in page.body
    mailed = {one.calendar["entry"]["uid"] for one in outbox() if one.calendar}
    assert {str(event["UID"]) for event in parsed.walk("VEVENT")} == mailed
    assert "attachment" in page.response.headers["Content-Disposition"]


def test_one_session_as_a_file(event, sessions, client):
    ada = a_registration(event, sessions)
    ben = a_registration(event, sessions, name="Ben")
    feed = path_of(ada, LinkPurpose.FEED).removesuffix(".ics")
    mine = client.get(path_of(ada, LinkPurpose.MY))
    files = [a["href"] for a in mine.html.find_all("a") if "File for any" in a.get_text()]
    assert len(files) == 2 and all(one.startswith(feed) for one in files)
    found = Calendar.from_ical(client.get(files[0]).body).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in found] == ["One"]
    theirs = queries.bookings_of(ben.id)[0].public_id
    client.get(f"{feed}/{theirs}.ics", status=404)
