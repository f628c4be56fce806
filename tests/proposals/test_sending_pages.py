"""Sending, changing what was sent, withdrawing and reopening, with deadlines and late codes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock as clocks
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.proposals import actions
from app.proposals.enums import Need, PresenterState, QuestionKind
from app.proposals.models import CallType, LateCode, Presenter, ProposalMove
from tests.support.builders import a_service, an_event
from tests.support.drafts import path_of, the_proposal, write
from tests.support.proposals import a_call, a_proposal, a_type

DEADLINE = datetime(2027, 5, 20, 16, tzinfo=UTC)
CAI = ("Cai Colleague", "cai@example.org", None)


@pytest.fixture
def event(app):
    event = an_event()
    a_call(event, closes_at=DEADLINE)
    a_type(event)
    return event


@pytest.fixture
def path(event):
    return path_of(whole(event))


def whole(event, **more):
    lead = ("Sam Speaker", "sam@example.org", a_service())
    type_id = db.session.scalars(select(CallType.id)).first()
    values = {"state": "draft", "lead": lead, "type_id": type_id, "presenters": [CAI]}
    return a_proposal(event, "Podcasts", **(values | more))


def a_code(event, code="OWL42", *, uses=1, expires_at=DEADLINE + timedelta(days=2)):
    with transaction() as session:
        row = LateCode(
            event_id=event.id, code=code, uses=uses, expires_at=expires_at, created_at=DEADLINE
        )
        session.add(row)
    return row


def send(client, path, *, status=303, **fields):
    return client.submit(
        client.get(f"{path}/check"), fields, button="Send it to the organisers", status=status
    )


def told(outbox):
    return [(mail.to_name, mail.template.rsplit("/", 1)[1]) for mail in outbox()]


def moves():
    db.session.rollback()
    rows = db.session.scalars(select(ProposalMove).order_by(ProposalMove.id))
    return [(row.from_state, row.to_state, row.actor) for row in rows]


def test_sending_tells_everybody_who_presents_what_was_sent(client, event, path, outbox, clock):
    page = client.follow(send(client, path))
    assert page.h1 == "Your proposal is sent"
    assert "until Thursday 20 May 2027, 17:00 (London time)" in page.text
    assert the_proposal().state == "submitted"
    assert the_proposal().submitted_at == clock.at
    assert moves() == [("draft", "submitted", "sam@example.org")]
    assert told(outbox) == [("Sam Speaker", "sent"), ("Cai Colleague", "sent")]
    for mail in outbox():
        assert "What proposal" in mail.text and "Talk, 45 minutes" in mail.text
        assert f"/proposals/{the_proposal().public_id}" in mail.text
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject) == ("proposal sent", the_proposal().public_id)


def test_sent_twice_is_sent_once(client, path, outbox):
    page = client.get(f"{path}/check")
    for _ in range(2):
        client.submit(page, button="Send it", status=303)
    assert len(outbox()) == 2
    assert len(moves()) == 1


def test_what_is_missing_is_asked_again_by_the_action(client, path):
    page = client.get(f"{path}/check")
    write(client, path, "about", {"abstract": ""})
    page = client.submit(page, button="Send it", status=422)
    assert "Some things are still missing." in page.text
    assert the_proposal().state == "draft"


def test_a_deadline_that_passes_keeps_the_draft_and_says_so(client, event, path, clock):
    page = client.get(f"{path}/write/about")
    clock.at = DEADLINE
    client.submit(page, {"abstract": "At the last minute"}, action="write/about", status=303)
    assert the_proposal().abstract == "At the last minute"
    assert "The deadline has passed. Your draft is kept." in client.get(f"{path}/write/about").text
    page = send(client, path, status=422)
    assert "The deadline has passed. Your draft is kept." in page.text
    assert page.html.find(id="code") is not None
    assert the_proposal().state == "draft"


def test_a_late_code_sends_and_is_used_once(client, event, path, clock, outbox):
    code = a_code(event)
    clock.at = DEADLINE + timedelta(hours=1)
    page = send(client, path, status=422, code="nothing")
    assert "This code is not known, or it has ended." in page.text
    assert page.html.find(id="code")["value"] == "nothing"
    send(client, path, code=" owl-42 ")
    assert the_proposal().late_code_id == code.id
    other = whole(event, lead=("Eve", "eve@example.org", a_service()), presenters=())
    page = send(client, path_of(other, "eve@example.org"), status=422, code="OWL42")
    assert "used as often as it can be" in page.text


@pytest.mark.parametrize("ended", ["expired", "by hand"])
def test_a_code_that_is_over_sends_nothing(client, event, path, clock, ended):
    code = a_code(event)
    clock.at = code.expires_at if ended == "expired" else DEADLINE
    if ended == "by hand":
        with transaction():
            actions.end_late_code(event.id, code.public_id, now=clock.at, actor="orla")
    assert "not known, or it has ended" in send(client, path, status=422, code="OWL42").text


def test_before_the_deadline_no_code_is_used(client, event, path):
    code = a_code(event)
    with transaction() as session:
        session.merge(the_proposal()).late_code_id = code.id
    send(client, path)
    assert the_proposal().late_code_id is None


@pytest.mark.parametrize("change", ["withdraw", "early"])
def test_neither_is_sent_while_the_call_is_not_open(client, event, path, change):
    a_code(event)
    with transaction():
        if change == "withdraw":
            actions.withdraw_call(event.id, now=clocks.now(), actor="orla")
        else:
            late = DEADLINE - timedelta(days=1)
            draft = actions.CallDraft(intro="", opens_at=late, closes_at=DEADLINE, confirm_days=10)
            actions.change_call(event.id, draft, now=clocks.now(), actor="orla")
    send(client, path, status=422, code="OWL42")
    assert the_proposal().state == "draft"


def test_a_sent_one_is_changed_until_the_deadline_and_stays_whole(client, event, path, clock):
    send(client, path)
    page = client.follow(write(client, path, "about", {"abstract": "Better"}, button="Save the ch"))
    assert "Your proposal is changed." in page.text and "Better" in page.text
    page = write(client, path, "about", {"abstract": ""}, button="Save the change", status=422)
    assert page.errors() == ["This is needed: the proposal was sent already"]
    clock.at = DEADLINE
    assert client.get(f"{path}/write/about", status=303).location == path
    late = client.submit(page, {"abstract": "Late"}, action="write/about", status=422)
    assert "cannot be changed here any more" in late.text
    assert "Late" in late.html.find(id="abstract").text, "what was typed is still there"
    assert the_proposal().abstract == "Better"
    assert "its words stand now" in client.get(path).text
    actions_said = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions_said == ["proposal sent", "proposal changed"]


def test_a_late_one_is_changed_as_long_as_its_code_lives(client, event, path, clock):
    code = a_code(event)
    clock.at = DEADLINE
    send(client, path, code="OWL42")
    write(client, path, "about", {"abstract": "Better"}, button="Save the change")
    clock.at = code.expires_at
    client.get(f"{path}/write/about", status=303)


def test_a_sent_one_does_not_become_a_type_whose_deadline_has_passed(client, event, path, clock):
    early = a_type(event, "Panel", lengths="45", closes_at=DEADLINE - timedelta(days=2))
    send(client, path)
    clock.at = DEADLINE - timedelta(days=1)
    chosen = {"format": f"{early.public_id}-45"}
    page = write(client, path, "session", chosen, button="Save the change", status=422)
    assert page.errors() == ["The deadline for this type of session has passed. Choose another."]
    coming = a_type(event, "Film", lengths="45", opens_at=DEADLINE - timedelta(hours=1))
    chosen = {"format": f"{coming.public_id}-45"}
    page = write(client, path, "session", chosen, button="Save the change", status=422)
    assert page.errors() == ["This type of session cannot be proposed yet. Choose another."]


def test_after_the_deadline_only_answers_that_are_not_frozen(client, event, path, clock):
    frozen_from = DEADLINE + timedelta(days=1)
    with transaction():
        for label, more in (
            ("Free?", {}),
            ("Frozen?", {"frozen_from": frozen_from, "need": Need.REQUIRED}),
        ):
            draft = actions.QuestionDraft(kind=QuestionKind.TEXT, label=label, **more)
            actions.add_question(event.id, draft, now=clocks.now(), actor="orla")
    page = client.get(f"{path}/write/questions")
    free, frozen = [box["name"] for box in page.html.select("main input[type=text]")]
    write(client, path, "questions", {free: "a", frozen: "b"})
    send(client, path)
    clock.at = frozen_from
    page = client.get(f"{path}/write/questions")
    assert [box["name"] for box in page.html.select("main input[type=text]")] == [free]
    assert "These answers stand" in page.text
    client.submit(page, {free: "c", frozen: "d"}, action="write/questions", status=303)
    assert sorted(answer.value for answer in the_proposal().answers) == ["b", "c"]


def test_withdrawing_asks_once_more_and_tells(client, event, path, outbox):
    send(client, path)
    page = client.get(f"{path}/withdraw")
    assert page.h1 == "Do you want to withdraw this proposal?"
    page = client.follow(client.submit(page, button="Yes, withdraw it", status=303))
    assert "The proposal is withdrawn." in page.text
    client.submit(client.get(path), button="Make it a draft again", status=303)
    assert told(outbox)[2:] == [("Sam Speaker", "withdrawn"), ("Cai Colleague", "withdrawn")]
    assert [to for _from, to, _actor in moves()] == ["submitted", "withdrawn", "draft"]
    send(client, path)
    assert told(outbox)[4:] == [("Sam Speaker", "sent"), ("Cai Colleague", "sent")]


def test_giving_a_draft_up_tells_only_colleagues(client, path, outbox):
    client.submit(client.get(f"{path}/withdraw"), button="Yes, give it up", status=303)
    assert told(outbox) == [("Cai Colleague", "withdrawn")]


def test_withdrawing_forgets_what_was_meant_to_be_decided(client, event, outbox):
    path = path_of(whole(event, state="submitted", decision="reject", decided_by="orla"))
    client.submit(client.get(f"{path}/withdraw"), button="Yes, withdraw it", status=303)
    assert (the_proposal().decision, the_proposal().decided_by) == (None, "")


def test_it_is_not_reopened_once_the_call_has_closed(client, event, path, clock):
    page = client.get(f"{path}/withdraw")
    client.submit(page, button="Yes, give it up", status=303)
    stale = client.get(path)
    clock.at = DEADLINE
    page = client.submit(stale, button="Make it a draft again", status=422)
    assert "The deadline has passed." in page.text
    assert "It could be reopened while the call was open." in client.get(path).text


@pytest.mark.parametrize(
    ("state", "may"),
    [("reserve", True), ("accepted", False), ("rejected", False), ("confirmed", False)],
)
def test_what_was_decided_is_withdrawn_from_the_reserve_list_alone(
    client, event, outbox, state, may
):
    proposal = whole(event, state=state, told_at=clocks.now())
    path = path_of(proposal)
    if not may:
        client.get(f"{path}/withdraw", status=303)
        with pytest.raises(Exception, match="cannot be withdrawn"), transaction():
            actions.withdraw(proposal.id, now=clocks.now(), actor="sam@example.org")
        return
    client.submit(client.get(f"{path}/withdraw"), button="Yes, withdraw it", status=303)
    page = client.get(path)
    assert "cannot be reopened" in page.text and "draft again" not in page.text
    assert "you can reopen it" not in outbox()[0].text


def test_who_was_only_asked_gets_no_mail_of_what_was_sent(client, event, path, outbox):
    with transaction() as session:
        row = session.scalars(select(Presenter).where(~Presenter.is_lead)).one()
        row.state = PresenterState.INVITED
    send(client, path)
    assert told(outbox) == [("Sam Speaker", "sent")]
    assert "Cai Colleague" in outbox()[0].text and "has not answered yet" in outbox()[0].text
