"""Did she get it? Finding mails, what did not arrive by domain, mail that is held, and private mails."""

from __future__ import annotations

import pytest

from app.events.enums import Role
from app.kernel.transaction import transaction
from app.mail import actions
from app.mail.actions.routing import the_route
from app.mail.enums import Failure, MessageState
from tests.support.builders import a_member, a_registration, an_event

MAILS = "/next/manage/mails"


def put(message, state, **more):
    with transaction() as session:
        row = session.merge(message)
        row.state = state
        for name, value in more.items():
            setattr(row, name, value)


@pytest.fixture
def people(event):
    return [
        a_registration(event, name=name, email=email)
        for name, email in (
            ("Ada Bryn", "ada@north.example.org"),
            ("Ben Cole", "ben@north.example.org"),
            ("Cal Dunn", "cal@south.example.org"),
        )
    ]


def rows(page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.html.select("tbody tr")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ADA@north", ["ada@north.example.org"]),
        ("Ben Cole", ["ben@north.example.org"]),
        ("north.example", ["ben@north.example.org", "ada@north.example.org"]),
        ("registered for", ["cal@", "ben@", "ada@"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_found_by_address_name_or_subject(orla, people, words, found):
    page = orla.get(MAILS, query_string={"q": words})
    shown = rows(page)
    assert len(shown) == len(found)
    assert all(part in row for part, row in zip(found, shown, strict=True))
    assert page.html.find(id="q")["value"] == words


def test_did_she_get_it_is_two_clicks_from_people(orla, people, outbox):
    put(
        outbox()[0],
        MessageState.FAILED,
        failure=Failure.REFUSED,
        last_error="550 5.1.1 no such user",
    )
    listed = orla.get("/next/manage/people?q=Ada")
    link = next(a for a in listed.html.find_all("a") if a.get_text(strip=True) == "Ada Bryn")
    page = orla.get(link["href"])
    assert "The last mail to this person did not arrive." in page.text
    assert "Their mail system refused it for good. Is the address right?" in page.text
    put(outbox()[0], MessageState.SENT)
    assert "did not arrive" not in orla.get(link["href"]).text


def test_what_one_gateway_refuses_is_one_line(orla, people, outbox):
    ada, ben, cal = outbox()
    put(ada, MessageState.FAILED, failure=Failure.REFUSED, last_error="550 go away")
    put(ben, MessageState.RETRYING, failure=Failure.DEFERRED, last_error="451 <b>later</b>")
    put(cal, MessageState.SENT)
    page = orla.get(MAILS)
    lines = [" ".join(one.get_text(" ").split()) for one in page.html.select(".bc-troubles > li")]
    assert lines == [
        "north.example.org 1 mail did not arrive. 1 mail is tried again. "
        "Their answer: 451 <b>later</b> Try these again now : north.example.org"
    ]
    done = orla.submit(page, button="Try these again now", status=303)
    again = orla.follow(done)
    assert "These mails are on their way again." in again.text and len(rows(again)) == 2
    states = [(one.state, one.failure) for one in outbox()]
    assert states == [("queued", None), ("queued", None), ("sent", None)]
    orla.submit(page, button="Try these again now", status=303)  # the second press finds nothing
    assert [one.state for one in outbox()] == ["queued", "queued", "sent"]


def test_as_many_questions_for_thirty_domains_as_for_one(orla, event, outbox):
    for number in range(30):
        a_registration(event, name=f"Person {number}", email=f"p@d{number}.example.org")
    put(outbox()[0], MessageState.FAILED)
    few = orla.get(MAILS).queries
    for message in outbox()[1:]:
        put(message, MessageState.FAILED)
    page = orla.get(MAILS)
    assert page.queries == few and len(page.html.select(".bc-troubles > li")) == 30


def test_held_and_away_are_said_on_top(orla, people, clock):
    with transaction():
        actions.hold_route("Restored from a backup", now=clock.now())
    page = orla.get(MAILS)
    assert "All mail is held since" in page.text and "Restored from a backup. 3 mails" in page.text
    with transaction():
        actions.release_route(now=clock.now())
        the_route().away_since = clock.now()
    assert "Our mail server takes no mail since" in orla.get(MAILS).text


def test_mails_about_access_needs_are_the_access_leads(app, orla, people, outbox, client):
    message = outbox()[0]
    put(message, MessageState.SENT, is_private=True)
    assert len(rows(orla.get(MAILS))) == 2
    orla.get(f"{MAILS}/{message.public_id}", status=404)
    orla.get(f"{MAILS}?q=ada")
    person = f"/next/manage/people/{people[0].reference}"
    assert message.public_id not in orla.get(person).body.decode()
    a_member(people[0].event, Role.ACCESS_LEAD, email="orla@example.org", name="Orla Test")
    assert len(rows(orla.get(MAILS))) == 3
    orla.get(f"{MAILS}/{message.public_id}")


def test_another_events_mails_cannot_be_tried_again(orla, people, outbox):
    other = an_event("other")
    a_registration(other, email="zed@north.example.org", name="Zed")
    for message in outbox():
        put(message, MessageState.FAILED)
    page = orla.get(MAILS)
    worst = page.html.select_one(".bc-troubles > li h3").get_text(strip=True)
    assert worst == "north.example.org"
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    data = {"domain": worst, "csrf_token": token}
    orla.post(f"{MAILS}/try-again", data, status=303)
    assert [one.state for one in outbox()] == ["queued", "queued", "failed", "failed"]
