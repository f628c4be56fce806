"""Asking colleagues of any service to present; each answers at a desk of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock as clocks
from app.kernel import sealing
from app.kernel.database import db
from app.kernel.keys import signing_keys
from app.kernel.transaction import transaction
from app.proposals.models import Presenter, PresenterNeed
from tests.support.builders import a_service, a_slot, an_event
from tests.support.drafts import link_in, path_of, the_proposal
from tests.support.proposals import a_call, a_desk, a_proposal

CAI = {
    "name": "Cai Colleague",
    "email": "Cai@example.org",
    "service": "gwynedd",
    "role": "Archivist",
}


@pytest.fixture(autouse=True)
def _no_mails_yet(app):
    app.extensions.pop("proposal_mails", None)


@pytest.fixture
def event(app):
    event = an_event()
    a_call(event)
    return event


@pytest.fixture
def path(event):
    lead = ("Sam Speaker", "sam@example.org", a_service())
    return path_of(a_proposal(event, "Podcasts", state="draft", lead=lead))


def ask(client, path, *, status=303, **changes):
    page = client.get(f"{path}/presenters")
    return client.submit(page, CAI | changes, button="Ask them", status=status)


def told(outbox):
    return [(mail.to_name, mail.template.rsplit("/", 1)[1]) for mail in outbox()]


def colleague() -> Presenter:
    return next(one for one in the_proposal().presenters if not one.is_lead)


def test_a_colleague_of_another_service_is_asked_and_accepts(client, path, outbox):
    page = client.follow(ask(client, path))
    assert "Cai Colleague gets a mail" in page.text
    assert (colleague().state, colleague().organisation) == ("invited", "Gwynedd")
    assert the_proposal().owner == "Gateshead"
    (mail,) = outbox()
    assert (mail.to_address, mail.template) == (
        "cai@example.org",
        "proposals/email/presenter_invited",
    )
    page = client.get(link_in(mail))
    assert page.h1 == "Will you present “Podcasts”?"
    assert "Sam Speaker leads it. It is offered by Gateshead." in page.text
    assert page.html.find(id="name")["value"] == "Cai Colleague"
    said = {"name": "Caitlin Colleague", "agrees": "no", "needs": "Captions"}
    page = client.follow(client.submit(page, said, button="Yes, I present it", status=303))
    assert page.h1 == "Your desk"
    one = colleague()
    assert (one.state, one.person.name, one.role) == ("accepted", "Caitlin Colleague", "Archivist")
    assert (one.agrees_to_recording, one.answered_at) == (False, clocks.now())
    need = db.session.scalars(select(PresenterNeed)).one()
    assert sealing.unseal(need.sealed, keys=signing_keys()) == "Captions"
    assert told(outbox)[1:] == [("Sam Speaker", "presenter_answered")]
    assert "Caitlin Colleague will present" in outbox()[1].text
    assert "Presents" in client.get(f"{path}/presenters").text
    said = [(entry.action, entry.actor) for entry in db.session.scalars(select(AuditEntry))]
    assert said == [
        ("presenter invited", "sam@example.org"),
        ("presenter accepted", "cai@example.org"),
    ]


def test_said_again_it_changes_what_was_said_without_another_mail(client, path, outbox):
    ask(client, path)
    invitation = link_in(outbox()[0])
    client.submit(client.get(invitation), {"agrees": "yes"}, button="Yes, I pr", status=303)
    page = client.get(invitation)
    assert page.h1 == "You present “Podcasts”"
    client.submit(page, {"role": "Head"}, button="Save the change", status=303)
    assert (colleague().role, colleague().agrees_to_recording) == ("Head", True)
    assert len(outbox()) == 2


def test_a_colleague_declines_and_may_change_their_mind(client, path, outbox):
    ask(client, path)
    invitation = link_in(outbox()[0])
    page = client.get(invitation)
    for _ in range(2):
        client.submit(page, button="No, I cannot present it", status=303)
    assert colleague().state == "declined"
    assert told(outbox)[1:] == [("Sam Speaker", "presenter_answered")]
    page = client.get(invitation)
    assert "You said no. You can still say yes." in page.text
    client.submit(page, {"agrees": "yes"}, button="Yes, I present it", status=303)
    page = client.get(invitation)
    client.submit(page, button="I cannot present it any more", status=303)
    assert colleague().state == "declined"
    assert len(outbox()) == 4


def test_nothing_is_said_for_a_colleague_by_opening_the_link(client, path, outbox):
    ask(client, path)
    client.get(link_in(outbox()[0]))
    assert colleague().state == "invited"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter your full name"),
        ({"service": "nowhere"}, "Not a valid choice."),
        ({"service": "other"}, "Enter the name of the organisation"),
        ({"agrees": ""}, "Choose whether you agree to be recorded"),
        ({"agrees": "perhaps"}, "Not a valid choice."),
    ],
)
def test_an_answer_that_cannot_be(client, path, outbox, changes, sentence):
    ask(client, path)
    page = client.get(link_in(outbox()[0]))
    page = client.submit(page, {"agrees": "yes"} | changes, button="Yes, I pr", status=422)
    assert page.errors() == [sentence]
    assert colleague().state == "invited"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter their full name"),
        ({"email": "cai"}, "Enter an email address in the right form, like name@example.org"),
        ({"service": ""}, "Choose the library service, or “Other organisation”"),
        (
            {"name": "Sam Speaker", "email": "sam@example.org"},
            "This person is named on the proposal already.",
        ),
    ],
)
def test_who_cannot_be_asked(client, path, outbox, changes, sentence):
    page = ask(client, path, status=422, **changes)
    assert page.errors() == [sentence]
    assert page.html.find(id="email")["value"] == (CAI | changes)["email"]
    assert outbox() == []


def test_asked_again_at_most_once_an_hour(client, path, outbox, clock):
    ask(client, path)
    for _ in range(2):
        client.submit(client.get(f"{path}/presenters"), button="Ask again", status=303)
    assert len(outbox()) == 1
    clock.at += timedelta(hours=1)
    client.submit(client.get(f"{path}/presenters"), button="Ask again", status=303)
    assert len(outbox()) == 2


def test_taken_off_is_told_and_cannot_come_back_by_the_old_mail(client, path, outbox):
    ask(client, path)
    invitation = link_in(outbox()[0])
    stale = client.get(invitation)
    page = client.follow(
        client.submit(client.get(f"{path}/presenters"), button="Take off", status=303)
    )
    assert "is taken off the proposal" in page.text and "Archivist" not in page.text
    assert told(outbox)[1:] == [("Cai Colleague", "presenter_removed")]
    client.get(invitation, status=404)
    client.submit(stale, {"agrees": "yes"}, button="Yes, I present it", status=404)
    ask(client, path)
    assert colleague().state == "invited"
    assert told(outbox)[2:] == [("Cai Colleague", "presenter_invited")]


def test_what_a_presenter_needs_is_forgotten_when_they_do_not_come(client, path, outbox):
    ask(client, path)
    said = {"agrees": "yes", "needs": "Captions"}
    client.submit(client.get(link_in(outbox()[0])), said, button="Yes, I pr", status=303)
    client.submit(client.get(f"{path}/presenters"), button="Take off", status=303)
    db.session.rollback()
    assert db.session.scalars(select(PresenterNeed)).all() == []


def test_at_most_eight_present(client, event, path, outbox):
    for number in range(7):
        ask(client, path, name=f"Person {number}", email=f"p{number}@example.org")
    page = client.get(f"{path}/presenters")
    assert "at most 8 presenters" in page.text and page.html.find(id="email") is None


def test_only_the_one_who_was_asked_answers(client, event, path, outbox):
    ask(client, path)
    invitation = link_in(outbox()[0])
    a_desk(event, "eve@example.org", "Eve")
    who = invitation.rsplit("/", 1)[1]
    client.get(f"{path}/invitation/{who}", status=404)  # the lead's desk
    client.get(f"{path_of(the_proposal(), 'eve@example.org')}/invitation/{who}", status=404)
    client.get(f"{path}/invitation/{the_proposal().lead.public_id}", status=404)
    desk = invitation.split("/invitation/")[0]
    assert client.get(desk, status=303).location == invitation  # no more until they say yes
    client.post(f"{path}/presenters/nobody/remove", {}, status=400)


@pytest.mark.parametrize("state", ["submitted", "accepted", "confirmed"])
def test_presenters_change_until_it_is_a_session(client, event, state):
    proposal = a_proposal(event, state=state, lead=("Sam", "sam@example.org", a_service()))
    path = path_of(proposal)
    ask(client, path)
    slot = a_slot(event)
    stale = client.get(f"{path}/presenters")
    with transaction() as session:
        session.merge(the_proposal()).session_id = slot.session_id
    page = client.get(f"{path}/presenters")
    assert "Who presents cannot be changed here any more." in page.text
    assert "Take off" not in page.text
    client.submit(stale, button="Take off", status=422)
    page = client.submit(stale, CAI | {"name": "Eve"}, button="Ask them", status=422)
    assert page.errors()
    assert colleague().state == "invited"
