"""Deciding, telling together, the reserve list: rows, mails, history."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail.actions import hold, try_again
from app.mail.enums import MessageState
from app.proposals import actions, errors, queries
from app.proposals.enums import Decision, ProposalState
from app.proposals.models import ProposalMove
from tests.support.builders import a_service
from tests.support.proposals import a_call, a_proposal

BY = {"actor": "orla@example.org"}


def decide(event, **decisions):
    with transaction():
        return actions.decide(event.id, decisions, now=clock.now(), **BY)


def prepare(event):
    with transaction():
        return actions.prepare_decisions(event.id, now=clock.now(), **BY)


def release(event):
    with transaction():
        return actions.release_decisions(event.id, now=clock.now(), **BY)


def state_of(proposal):
    db.session.rollback()
    return queries.by_ref(proposal.public_id).state


@pytest.fixture
def three(event):
    """Podcasts with a second presenter, film, and knitting."""
    a_call(event)
    kent = a_service("kent")
    podcasts = a_proposal(
        event,
        "Podcasts",
        lead=("Pat Podcast", "pat@example.org", kent),
        presenters=[("Gwen Wyn", "gwen@example.org", a_service("gwynedd"))],
    )
    film = a_proposal(event, "Film", lead=("Finn Film", "finn@example.org", None))
    knitting = a_proposal(event, "Knitting", lead=("Kay Knit", "kay@example.org", None))
    return podcasts, film, knitting


def test_decisions_are_held_until_they_are_told_together(event, three, outbox):
    podcasts, film, knitting = three
    decided = {
        podcasts.public_id: Decision.ACCEPT,
        film.public_id: Decision.RESERVE,
        knitting.public_id: Decision.REJECT,
    }
    assert decide(event, **decided) == 3
    assert decide(event, **decided) == 0, "the same again changes nothing"
    assert [state_of(one) for one in three] == [ProposalState.SUBMITTED] * 3
    assert outbox() == []

    assert prepare(event) == 4, "each presenter has a mail"
    prepared = outbox(template="proposals/email/decision")
    assert {(m.to_address, m.state) for m in prepared} == {
        (f"{name}@example.org", MessageState.PREPARED) for name in ("pat", "gwen", "finn", "kay")
    }
    work_off("mail")
    assert {m.state for m in outbox()} == {MessageState.PREPARED}, "the worker leaves them alone"

    assert release(event) == 3
    assert [state_of(one) for one in three] == [
        ProposalState.ACCEPTED,
        ProposalState.RESERVE,
        ProposalState.REJECTED,
    ]
    work_off("mail")
    mails = outbox(template="proposals/email/decision")
    assert {m.state for m in mails} == {MessageState.SENT}
    assert {m.to_address: m.subject for m in mails} == {
        "pat@example.org": "Accepted: “Podcasts”",
        "gwen@example.org": "Accepted: “Podcasts”",
        "finn@example.org": "On the reserve list: “Film”",
        "kay@example.org": "Your proposal “Knitting”",
    }
    pat, gwen = (next(m for m in mails if m.to_address.startswith(n)) for n in ("pat", "gwen"))
    assert "by Thursday 13 May 2027, 23:59 (London time) whether you come" in pat.text
    assert "Pat Podcast answers for all who present it" in gwen.text
    moves = db.session.execute(select(ProposalMove.from_state, ProposalMove.to_state)).all()
    assert sorted(map(tuple, moves)) == [
        ("submitted", "accepted"),
        ("submitted", "rejected"),
        ("submitted", "reserve"),
    ]


def test_nothing_is_told_without_mails_that_say_it(event, three):
    podcasts, film, _ = three
    with pytest.raises(errors.NothingDecided):
        release(event)
    decide(event, **{podcasts.public_id: Decision.ACCEPT})
    with pytest.raises(errors.MailsNotTrue):
        release(event)
    prepare(event)
    decide(event, **{film.public_id: Decision.RESERVE})
    with pytest.raises(errors.MailsNotTrue):
        release(event)
    assert state_of(podcasts) == ProposalState.SUBMITTED


@pytest.mark.parametrize("change", ["decision", "title", "presenter", "time"])
def test_mails_that_are_not_true_any_more_are_not_sent(event, three, clock, change, outbox):
    podcasts = three[0]
    decide(event, **{podcasts.public_id: Decision.ACCEPT})
    prepare(event)
    if change == "decision":
        decide(event, **{podcasts.public_id: Decision.REJECT})
        assert outbox() == [], "the mail that said yes is gone"
    elif change == "time":
        clock.at += timedelta(days=11)  # the day by which to answer is over
    else:
        with transaction():
            found = queries.locked(podcasts.id)
            if change == "title":
                found.title = "Podcasts for everybody"
            else:
                found.presenters[1].state = "declined"
    with pytest.raises(errors.MailsNotTrue):
        release(event)
    assert state_of(podcasts) == ProposalState.SUBMITTED
    prepare(event)
    release(event)
    sent = outbox(template="proposals/email/decision")
    assert {m.state for m in sent} == {MessageState.QUEUED}
    assert len(sent) == (1 if change == "presenter" else 2)


def test_a_prepared_mail_goes_by_the_telling_alone(event, three, outbox):
    """Stopped, it could be sent by hand: before the decision is told, or after it was changed."""
    decide(event, **{three[1].public_id: Decision.ACCEPT})
    prepare(event)
    ref = outbox()[0].public_id
    with transaction():
        assert not hold(ref)
        assert not try_again(ref, now=clock.now())
    assert release(event) == 1
    assert [m.state for m in outbox()] == [MessageState.QUEUED]


def test_one_that_is_withdrawn_after_its_mail_was_prepared_stops_nobody(event, three, outbox):
    podcasts, film, _ = three
    decide(event, **{podcasts.public_id: Decision.ACCEPT, film.public_id: Decision.RESERVE})
    prepare(event)
    with transaction():
        actions.withdraw(podcasts.id, now=clock.now(), actor="pat@example.org")
    decisions = outbox(template="proposals/email/decision")
    assert [m.to_address for m in decisions] == ["finn@example.org"]
    assert release(event) == 1
    assert state_of(film) == ProposalState.RESERVE


def test_preparing_drops_every_mail_that_nobody_was_told(event, three, outbox):
    podcasts, film, _ = three
    decide(event, **{podcasts.public_id: Decision.ACCEPT, film.public_id: Decision.RESERVE})
    prepare(event)
    with transaction() as session:  # as if somebody had withdrawn it while the mails were written
        session.merge(podcasts).state = ProposalState.WITHDRAWN
    prepare(event)
    assert [m.to_address for m in outbox()] == ["finn@example.org"]
    assert release(event) == 1


def test_who_is_accepted_anew_on_the_same_day_is_reminded(event, three, clock, outbox):
    podcasts = three[0]
    decide(event, **{podcasts.public_id: Decision.ACCEPT})
    prepare(event)
    release(event)
    with transaction():
        actions.decline(podcasts.id, email="pat@example.org", because="", now=clock.at)
    clock.at += timedelta(minutes=5)
    with transaction():
        actions.move_up(event.id, podcasts.id, now=clock.at, **BY)
    clock.at += timedelta(days=8)
    work_off()
    (mail,) = outbox(template="proposals/email/remind_to_confirm")
    assert mail.to_address == "pat@example.org"


def test_only_what_waits_can_be_decided(event, three):
    told = a_proposal(event, state=ProposalState.ACCEPTED)
    with pytest.raises(errors.WrongState):
        decide(event, **{told.public_id: Decision.REJECT})
    with pytest.raises(errors.WrongState):
        decide(event, unknown=Decision.REJECT)


def test_a_reserve_moves_up_with_a_mail_of_its_own(event, outbox):
    a_call(event, confirm_days=5)
    reserve = a_proposal(event, "Film", state=ProposalState.RESERVE)
    with transaction():
        actions.move_up(event.id, reserve.id, now=clock.now(), **BY)
    found = queries.by_ref(reserve.public_id)
    assert found.state == ProposalState.ACCEPTED
    assert found.confirm_by_at == clock.now().replace(hour=22, minute=59) + timedelta(days=5)
    (mail,) = outbox()
    assert mail.subject == "A place for “Film”"
    assert "A place has come free" in mail.text and "Saturday 8 May 2027, 23:59" in mail.text
    with pytest.raises(errors.WrongState), transaction():
        actions.move_up(event.id, reserve.id, now=clock.now(), **BY)


def test_a_reserve_that_was_not_needed_is_told(event, outbox):
    reserve = a_proposal(event, "Film", state=ProposalState.RESERVE)
    with transaction():
        actions.turn_down_reserve(event.id, reserve.id, now=clock.now(), **BY)
    assert state_of(reserve) == ProposalState.REJECTED
    assert [m.subject for m in outbox()] == ["Your proposal “Film”"]


@pytest.mark.parametrize("state", [s for s in ProposalState if s != ProposalState.RESERVE])
def test_only_a_reserve_was_not_needed(event, outbox, state):
    """Above all not one whose decision is held back."""
    made = a_proposal(event, "Film", state=state)
    with pytest.raises(errors.WrongState), transaction():
        actions.turn_down_reserve(event.id, made.id, now=clock.now(), **BY)
    assert (state_of(made), outbox()) == (state, [])
