"""Organisers' pages of an event, through the client."""

from datetime import date

import pytest

from app.events import queries
from app.events.enums import EventState, Role
from app.kernel.database import db
from app.programme import queries as programme
from tests.support.builders import a_member, an_event
from tests.support.signing_in import be


@pytest.fixture
def orla(app, client):
    """Orla organises all events and is signed in."""
    person = a_member(None)
    be(client)
    return person


def the_event(slug="next"):
    db.session.rollback()
    return queries.by_slug(slug)


def summary(page) -> str:
    return " | ".join(page.errors())


def test_from_no_event_to_a_public_one(client, orla):
    page = client.get("/events")
    assert "There is no event yet." in page.text
    page = client.get("/events/new")
    page = client.submit(
        page,
        {
            "name": "Digital Bootcamp September",
            "slug": "September-2027",
            "day_on": "2027-09-16",
            "template": "half-day",
        },
        button="Create the event",
        status=303,
    )
    page = client.follow(page)
    assert "The event is made." in page.text
    event = the_event("september-2027")
    assert [room.name for room in programme.rooms(event.id)] == [
        "Main stage",
        "Studio A",
        "Studio B",
    ]
    page = client.get("/september-2027/manage/publish")
    assert "An address for questions Missing Change" in page.text
    with pytest.raises(AssertionError, match="0 forms fit"):
        page.form(button="Publish the event")
    page = client.get("/september-2027/manage/words")
    client.submit(page, {"contact_email": "team@example.org"}, button="Save", status=303)
    page = client.get("/september-2027/manage/publish")
    page = client.follow(client.submit(page, button="Publish the event", status=303))
    assert "The event is public." in page.text
    assert the_event("september-2027").is_published
    page = client.follow(client.submit(page, button="Take it back", status=303))
    assert not the_event("september-2027").is_published
    assert "Digital Bootcamp September" in client.get("/events").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Enter the name of the event"),
        ({"name": "x" * 121}, "Use at most 120 characters here"),
        ({"slug": "two words"}, "The address may have small letters"),
        ({"slug": "health"}, "This address is used by the site itself"),
        ({"slug": "taken"}, "Another event has this address"),
        ({"day_on": ""}, "Enter the day of the event"),
        ({"day_on": "2027-02-30"}, "Enter a day, like 10/06/2027"),
        ({"day_on": "soon"}, "Enter a day, like 10/06/2027"),
        ({"template": "other"}, "Not a valid choice"),
    ],
)
def test_a_bad_event_is_refused_and_kept(client, orla, typed, sentence):
    an_event("taken")
    good = {
        "name": "June",
        "slug": "june",
        "day_on": "10/06/2027",
        "template": "nothing",
    }
    page = client.submit(client.get("/events/new"), {**good, **typed}, button="Create", status=422)
    assert summary(page).startswith(sentence)
    for name, value in {**good, **typed}.items():
        if name != "template":
            assert page.html.find(id=name)["value"] == value.strip()
    assert len(queries.all_events()) == 1


def test_details_of_a_draft(client, orla):
    an_event(state=EventState.DRAFT)
    page = client.get("/next/manage/details")
    page = client.submit(
        page,
        {"slug": "june", "day_on": "2027-06-17", "description": "Two.\r\n\r\nParagraphs."},
        button="Save",
        status=303,
    )
    assert page.location == "/june/manage/details"
    assert "Saved" in client.follow(page).text
    event = the_event("june")
    assert (event.day_on, event.description) == (date(2027, 6, 17), "Two.\n\nParagraphs.")


def test_details_of_a_public_event_keep_day_and_address(client, orla):
    an_event()
    page = client.get("/next/manage/details")
    assert "its day and its address stay as they are" in page.text
    client.submit(page, {"notice": "Now <b>online</b>"}, button="Save", status=303)
    assert the_event().notice == "Now <b>online</b>"
    page = client.submit(
        client.get("/next/manage/details"), {"slug": "other"}, button="Save", status=422
    )
    assert "so its address stays" in summary(page)
    assert the_event().slug == "next"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"registration_closes_at": "2027-01-01T00:00"}, "Booking must close after it opens"),
        ({"registration_closes_at": "2027-06-11T00:00"}, "Booking must close by the end"),
        ({"registration_closes_at": "2027-03-28T01:30"}, "The clocks change in that hour"),
        ({"registration_closes_at": "2026-10-25T01:30"}, "The clocks change in that hour"),
        ({"registration_closes_at": "tomorrow"}, "Enter a date and a time"),
        ({"registration_opens_at": "2027-06-01T09:00"}, "Booking has opened already"),
    ],
)
def test_a_bad_window_is_refused_and_kept(client, orla, typed, sentence):
    an_event()
    page = client.submit(client.get("/next/manage/windows"), typed, button="Save", status=422)
    assert summary(page).startswith(sentence)
    for name, value in typed.items():
        assert page.html.find(id=name)["value"] == value.strip()


def test_the_window_is_shown_and_read_on_a_london_clock(client, orla):
    an_event()
    page = client.get("/next/manage/windows")
    assert page.html.find(id="registration_closes_at")["value"] == "2027-06-10T09:00"
    client.submit(page, {"registration_closes_at": "2027-06-09T17:00"}, button="Save", status=303)
    assert the_event().registration_closes_at.isoformat() == "2027-06-09T16:00:00+00:00"


def test_rules_and_words(client, orla):
    an_event()
    page = client.get("/next/manage/rules")
    change = {"minimum_sessions": "3", "evidence_join": None, "calendar_default": "session"}
    client.submit(page, change, button="Save", status=303)
    page = client.get("/next/manage/words")
    client.submit(
        page, {"organiser_name": "A charity", "welcome_words": "Hello"}, button="Save", status=303
    )
    policies = the_event().policies
    assert (policies.minimum_sessions, policies.evidence_join) == (3, False)
    assert (policies.evidence_host, policies.calendar_default) == (True, "session")
    assert (policies.organiser_name, policies.welcome_words) == ("A charity", "Hello")
    assert policies.contact_email == "team@example.org"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"minimum_sessions": "0"}, "Enter a whole number from 1 to 50"),
        ({"minimum_sessions": "two"}, "Enter a whole number from 1 to 50"),
        ({"minimum_sessions": ""}, "Enter a whole number from 1 to 50"),
        ({"join_opens_minutes": "121"}, "Enter a whole number from 0 to 120"),
        (
            {"evidence_join": None, "evidence_host": None},
            "At least one kind of evidence must count as attendance.",
        ),
    ],
)
def test_rules_that_cannot_be(client, orla, typed, sentence):
    an_event()
    page = client.submit(client.get("/next/manage/rules"), typed, button="Save", status=422)
    assert page.errors() == [sentence]
    assert the_event().policies.minimum_sessions == 1


def test_the_team(client, orla, outbox):
    event = an_event()
    page = client.get("/next/manage/team")
    assert "Orla Test orla@example.org Organiser, in all events" in page.text
    invitation = {"name": "Ben O'Neill", "email": "Ben@Example.org", "role": "access_lead"}
    page = client.submit(page, invitation, button="Add to the team", status=303)
    page = client.follow(page)
    assert "Ben O'Neill is on the team." in page.text
    assert [mail.to_address for mail in outbox()] == ["ben@example.org"]
    page = client.follow(client.submit(page, button="the role of Ben O'Neill", status=303))
    assert "The role of Ben O'Neill has ended." in page.text
    assert [mate.person.name for mate in queries.team(event.id)] == ["Orla Test"]


def test_a_bad_invitation_is_refused_and_kept(client, orla):
    an_event()
    page = client.submit(
        client.get("/next/manage/team"),
        {"name": "", "email": "ben", "role": None},
        button="Add to the team",
        status=422,
    )
    assert page.errors() == [
        "Enter their full name",
        "Enter an email address in the right form, like name@example.org",
        "Choose what they do",
    ]
    assert page.html.find(id="email")["value"] == "ben"


def test_the_last_organiser_cannot_be_ended_even_by_hand(client):
    event = an_event()
    orla = a_member(event)
    be(client)
    page = client.get("/next/manage/team")
    assert "This is the last organiser." in page.text
    token = page.html.find("input", attrs={"name": "csrf_token"})["value"]
    form = {"csrf_token": token, "person": orla.public_id, "role": "organiser"}
    page = client.post("/next/manage/team/end", form, status=422)
    assert page.errors() == ["This is the last organiser. Invite another organiser first."]
    client.post("/next/manage/team/end", form | {"role": "host"}, status=404)
    client.post("/next/manage/team/end", form | {"person": "1"}, status=404)


def test_a_role_that_ended_opens_nothing_from_the_next_click_on(client):
    event = an_event()
    a_member(event)
    a_member(event, email="ben@example.org", name="Ben")
    be(client, "ben@example.org")
    client.get("/next/manage/details")
    from app.events import actions
    from app.kernel import clock
    from app.kernel.transaction import transaction

    ben = next(mate.person for mate in queries.team(event.id) if mate.person.name == "Ben")
    with transaction():
        actions.end_role(ben.id, Role.ORGANISER, event.id, now=clock.now(), actor="orla")
    client.get("/next/manage/details", status=403)


def test_the_side_navigation_shows_what_one_may_open(app, client):
    event = an_event()
    a_member(event, Role.ACCESS_LEAD, email="lead@example.org", name="Lead")
    a_member(event)
    be(client)
    links = [a.get_text() for a in client.get("/next/manage/team").html.select(".bc-side-nav a")]
    assert "Details" in links and "Team" in links and "Access needs" not in links
    be(client, "lead@example.org")
    assert "access lead" in client.get("/events").text


def test_who_has_no_role_is_led_to_their_own_link(client):
    a_member(an_event("other"))
    a_member(an_event(), Role.HOST, email="ben@example.org", name="Ben")
    be(client, "nobody@example.org")
    assert "You have no role in an event." in client.get("/events").text
    be(client, "ben@example.org")
    assert "session host" in client.get("/events").text
    client.get("/events/new", status=403)


def test_an_unknown_event_is_404_even_for_who_may_all(client, orla):
    client.get("/nowhere/manage/details", status=404)


def test_a_draft_is_not_there_for_the_public(client):
    an_event(state=EventState.DRAFT)
    client.get("/next/", status=404)
    page = client.get("/next/manage/details", status=303)
    assert page.location == "/sign-in?next=/next/manage/details"
