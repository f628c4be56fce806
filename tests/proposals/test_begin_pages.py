"""The call as everybody sees it, and beginning without an account."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.events.enums import EventState
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.proposals.models import LateCode, Proposal, ProposalMove
from tests.support.builders import an_event
from tests.support.drafts import SAM, begin, link_in, path_of, the_proposal
from tests.support.proposals import a_call, a_desk, a_proposal, a_type
from tests.support.signing_in import be

OVER = datetime(2027, 5, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_mails_yet(app):
    app.extensions.pop("proposal_mails", None)


@pytest.fixture
def event(app):
    event = an_event()
    a_call(event)
    a_type(event, "Workshop", lengths="60,90", closes_at=datetime(2027, 5, 10, 16, tzinfo=UTC))
    return event


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_call_says_what_is_asked_and_until_when(client, event):
    page = client.get("/next/proposals")
    assert page.h1 == "Propose a session"
    assert "Show each other what works." in page.text
    assert "Workshop, 60 or 90 minutes, until Monday 10 May 2027, 17:00" in page.text
    assert page.html.find("a", href="/next/proposals/new")


@pytest.mark.parametrize(
    ("changes", "words", "can_begin"),
    [
        ({"opens_at": None}, "The call has not opened yet.", False),
        (
            {"opens_at": datetime(2027, 5, 9, 8, tzinfo=UTC)},
            "The call opens on Sunday 9 May 2027, 09:00 (London time).",
            False,
        ),
        ({"closes_at": OVER}, "The call has closed.", True),
        ({"withdrawn_at": OVER}, "The organisers have taken the call back for now.", False),
    ],
)
def test_when_it_is_not_open_it_says_so(app, client, changes, words, can_begin):
    a_call(an_event(), **changes)
    page = client.get("/next/proposals")
    assert words in page.text
    assert "Begin a proposal" not in page.text
    client.get("/next/proposals/new", status=200 if can_begin else 303)


def test_an_event_without_a_call_asks_for_nothing(app, client):
    an_event()
    assert "not asking for proposals" in client.get("/next/proposals").text
    client.get("/next/proposals/new", status=303)


def test_the_call_comes_before_the_event_is_public_and_leads_nowhere_else(app, client):
    event = an_event(state=EventState.DRAFT, notice="Secret for now")
    client.get("/next/proposals", status=404)
    a_call(event)
    page = client.get("/next/proposals")
    assert "Secret" not in page.html.get_text()
    for link in page.html.find_all("a"):
        if link["href"].startswith("/next"):
            client.get(link["href"])
    begin(client)
    path = path_of(the_proposal())
    shown = client.get(path)
    for link in shown.html.find_all("a"):
        if link["href"].startswith(("/next", "/s/")):
            client.get(link["href"])


def test_a_withdrawn_call_of_a_hidden_event_is_not_there(app, client):
    a_call(an_event(state=EventState.DRAFT), withdrawn_at=OVER)
    client.get("/next/proposals", status=404)
    client.get("/next/proposals/new", status=404)
    client.get("/next/proposals/lost-link")


def test_beginning_makes_a_draft_and_mails_its_link(client, event, outbox):
    page = client.follow(begin(client))
    assert page.h1 == "Check your mail"
    proposal = the_proposal()
    assert (proposal.state, proposal.title) == ("draft", SAM["title"])
    assert proposal.owner == "Gateshead"
    lead = proposal.lead
    assert (lead.person.name, lead.person.email, lead.state) == (
        "Sam Speaker",
        "sam@example.org",
        "accepted",
    )
    assert lead.organisation == "Gateshead"
    (mail,) = outbox()
    assert mail.template == "proposals/email/begun"
    assert mail.urgent
    assert link_in(mail) == path_of(proposal)
    moves = db.session.scalars(select(ProposalMove)).all()
    assert [(one.from_state, one.to_state, one.because) for one in moves] == [
        ("", "draft", "begun")
    ]
    assert client.get(link_in(mail)).h1 == SAM["title"]


def test_a_double_click_is_one_draft_and_one_mail(client, event, outbox):
    page = client.get("/next/proposals/new")
    for _ in range(2):
        client.submit(page, SAM, button="Begin", status=303)
    assert count(Proposal) == 1
    assert len(outbox()) == 1


def test_one_address_may_have_several_drafts_but_not_any_number(client, event, outbox):
    for number in range(20):
        a_proposal(event, f"Draft {number}", state="draft", lead=("Sam", SAM["email"], None))
    page = client.follow(begin(client))
    assert page.h1 == "Check your mail"
    assert count(Proposal) == 20
    assert [mail.template for mail in outbox()] == ["speakers/email/desk_link"]


def test_who_is_signed_in_goes_straight_on(client, event, outbox):
    be(client, SAM["email"])
    page = client.follow(begin(client))
    assert page.h1 == "The session"
    assert outbox() == []
    desk = client.get("/next/proposals").html.find("a", string=lambda s: s and "Your desk" in s)
    assert client.get(desk["href"].removeprefix("http://bootcamp.test")).h1 == "Your desk"


def test_signed_in_as_another_address_it_still_takes_the_mail(client, event, outbox):
    be(client, "orla@example.org")
    assert begin(client).location.endswith("/check-your-mail")
    assert len(outbox()) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "…"}, "Enter your full name"),
        ({"email": "sam"}, "Enter an email address in the right form, like name@example.org"),
        ({"title": " "}, "Enter a working title"),
        ({"title": "x" * 201}, "Field cannot be longer than 200 characters."),
        ({"service": ""}, "Choose the library service, or “Other organisation”"),
        ({"service": "nowhere"}, "Not a valid choice."),
        ({"service": "other"}, "Enter the name of the organisation"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, event, changes, sentence):
    page = begin(client, status=422, **changes)
    assert page.errors() == [sentence]
    assert page.html.find(id="email")["value"] == (SAM | changes)["email"]
    assert count(Proposal) == count(Person) == 0


def test_a_form_that_is_not_ours_is_asked_for_again(client, event):
    page = begin(client, status=422, form_token="made up")
    assert "could not read the form" in page.errors()[0]
    assert client.submit(page, button="Begin", status=303).location.endswith("check-your-mail")


def test_after_the_deadline_a_late_code_begins(app, client):
    event = an_event()
    a_call(event, closes_at=OVER)
    assert "Enter the code" in begin(client, status=422).errors()[0]
    assert "not known" in begin(client, status=422, code="OWL-42").errors()[0]
    with transaction() as session:
        session.add(
            LateCode(
                event_id=event.id,
                code="OWL42",
                uses=1,
                expires_at=datetime(2027, 5, 4, tzinfo=UTC),
                created_at=OVER,
            )
        )
    begin(client, code="owl 42")
    assert the_proposal().late_code_id is not None


def test_a_lost_link_is_mailed_again_and_the_answer_is_the_same(client, event, outbox):
    a_desk(event)
    for address in ("sam@example.org", "nobody@example.org"):
        page = client.get("/next/proposals/lost-link")
        page = client.follow(
            client.submit(page, {"email": address}, button="Send my link", status=303)
        )
        assert page.h1 == "Check your mail"
    assert [mail.to_address for mail in outbox()] == ["sam@example.org"]


def test_nobody_fills_mailboxes_from_one_place(client, event, clock, outbox):
    page = client.get("/next/proposals/lost-link")
    for number in range(40):
        client.submit(page, {"email": f"p{number}@example.org"}, button="Send my link", status=303)
    refused = client.submit(page, {"email": "p@example.org"}, button="Send my link", status=429)
    assert refused.response.headers["Retry-After"] == "3600"
    begin(client, status=429)
    clock.at += timedelta(hours=1)
    begin(client)


def test_odd_input_is_no_error_of_ours(client, event):
    client.get("/nowhere/proposals", status=404)
    client.get("/next%00/proposals", status=404)
    begin(client, status=422, name="\x00", title="\x00\x1b", email="\x00@")
    begin(client, status=422, service="\x00")


def test_a_corrected_address_gets_its_mail(client, event, outbox):
    """Back, the typing mistake put right, and sent once more: the same form, another draft."""
    page = client.get("/next/proposals/new")
    for email in ("sma@example.org", "sam@example.org", "sam@example.org"):
        client.submit(page, SAM | {"email": email}, button="Begin", status=303)
    assert [m.to_address for m in outbox()] == ["sma@example.org", "sam@example.org"]
    assert count(Proposal) == 2
