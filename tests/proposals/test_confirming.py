"""Yes, no and no answer; becoming a session; corrections."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.events.enums import EventState, Reminder
from app.events.models import Event
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.programme import queries as programme
from app.programme.enums import SessionKind
from app.proposals import actions, errors, queries
from app.proposals.actions import Words
from app.proposals.enums import CorrectionState, PresenterState, ProposalState
from app.proposals.models import Correction, ProposalMove
from app.speakers.models import RecordingConsent
from tests.support.builders import a_service
from tests.support.proposals import a_call, a_proposal, a_type

BY = {"actor": "orla@example.org"}
PAT = "pat@example.org"


def moved_up(event, **more):
    """A proposal that has just been accepted, by Pat with Gwen of another service."""
    a_call(event, confirm_days=10)
    made = a_proposal(
        event,
        "Podcasts",
        state=ProposalState.RESERVE,
        lead=("Pat Podcast", PAT, a_service("kent")),
        presenters=[("Gwen Wyn", "gwen@example.org", a_service("gwynedd"))],
        **more,
    )
    with transaction():
        actions.move_up(event.id, made.id, now=clock.now(), **BY)
    return made


def now(proposal):
    db.session.rollback()
    return queries.by_ref(proposal.public_id)


def subjects(outbox, **where):
    return [(m.to_address, m.subject) for m in outbox(**where)]


def test_yes_is_said_once_and_everybody_who_presents_hears_what_is_next(event, outbox):
    made = moved_up(event)
    for _ in range(2):
        with transaction():
            actions.confirm(made.id, email=PAT, now=clock.now())
    assert now(made).state == ProposalState.CONFIRMED
    assert subjects(outbox, template="proposals/email/confirmed") == [
        (PAT, "You are in the programme: “Podcasts”"),
        ("gwen@example.org", "You are in the programme: “Podcasts”"),
    ]
    assert db.session.scalars(select(ProposalMove.actor)).all() == [BY["actor"], PAT]


def test_only_who_sent_it_answers(event):
    made = moved_up(event)
    with pytest.raises(errors.NotLead), transaction():
        actions.confirm(made.id, email="gwen@example.org", now=clock.now())
    with pytest.raises(errors.NotLead), transaction():
        actions.decline(made.id, email="x@example.org", because="", now=clock.now())
    assert now(made).state == ProposalState.ACCEPTED


@pytest.mark.parametrize("after_yes", [False, True])
def test_a_no_offers_the_reserve_list_to_the_organisers(event, outbox, after_yes):
    made = moved_up(event)
    a_proposal(event, "Film", state=ProposalState.RESERVE)
    a_proposal(event, "Knitting", state=ProposalState.RESERVE)
    if after_yes:
        with transaction():
            actions.confirm(made.id, email=PAT, now=clock.now())
    for _ in range(2):
        with transaction():
            actions.decline(made.id, email=PAT, because="On leave then", now=clock.now())
    assert now(made).state == ProposalState.DECLINED
    (mail,) = outbox(template="proposals/email/declined")
    assert mail.to_address == "team@example.org"
    assert "On leave then" in mail.text
    assert "2 proposals are on the reserve list" in mail.text
    assert mail.text.count("/next/manage/answers") == 1
    assert subjects(outbox, template="proposals/email/given_up") == [
        ("gwen@example.org", "Given up: “Podcasts”")
    ]


def test_reminders_come_by_themselves_and_stop_with_the_answer(event, clock, outbox):
    silent = moved_up(event)
    for days in range(12):
        clock.at += timedelta(days=1)
        work_off("job")
        if days == 11:
            break
    assert [s for _, s in subjects(outbox, template="proposals/email/remind_to_confirm")] == [
        "Do you come? “Podcasts”"
    ] * 2
    assert subjects(outbox, template="proposals/email/not_confirmed") == [
        ("team@example.org", "No answer: “Podcasts”")
    ]
    with transaction():  # late is better than never
        actions.confirm(silent.id, email=PAT, now=clock.at)
    assert now(silent).state == ProposalState.CONFIRMED


def test_switched_off_speakers_are_not_reminded_and_organisers_still_hear(event, clock, outbox):
    moved_up(event)
    with transaction() as session:
        row = session.get_one(Event, event.id)
        changes = row.policies.switching(Reminder.NOT_CONFIRMED, is_on=False)
        row.policies_data = row.policies.but(**changes).to_json()
    for _ in range(12):
        clock.at += timedelta(days=1)
        work_off("job")
    assert outbox(template="proposals/email/remind_to_confirm") == []
    assert len(outbox(template="proposals/email/not_confirmed")) == 1


def test_who_has_answered_is_not_reminded(event, clock, outbox):
    made = moved_up(event)
    with transaction():
        actions.confirm(made.id, email=PAT, now=clock.at)
    clock.at += timedelta(days=12)
    work_off("job")
    assert outbox(template="proposals/email/remind_to_confirm") == []
    assert outbox(template="proposals/email/not_confirmed") == []


def test_an_organiser_notes_that_they_cannot_come(event):
    made = moved_up(event)
    with transaction():
        actions.decline_for_them(event.id, made.id, because="By phone", now=clock.now(), **BY)
    moves = db.session.scalars(select(ProposalMove).order_by(ProposalMove.id)).all()
    assert (moves[-1].to_state, moves[-1].actor, moves[-1].because) == (
        "declined",
        "orla@example.org",
        "By phone",
    )


def test_an_accepted_proposal_becomes_a_session_in_one_step(event):
    kind = a_type(event, "Workshop", kind=SessionKind.WORKSHOP)
    made = moved_up(event, type_id=kind.id, language="cy", outcomes="Record\nPublish")
    with transaction():
        found = queries.locked(made.id)
        found.presenters[1].agrees_to_recording = True
        actions.make_session(event.id, made.id, now=clock.now(), **BY)
    item = programme.session_to_edit(event.id, "podcasts")
    assert (item.title, item.kind, item.language) == ("Podcasts", "workshop", "cy")
    assert (item.outcomes, item.is_recorded) == ("Record\nPublish", True)
    assert [one.slug for one in item.services] == ["kent", "gwynedd"]
    assert [(one.name, one.person.email, one.service.slug) for one in item.speakers] == [
        ("Pat Podcast", PAT, "kent"),
        ("Gwen Wyn", "gwen@example.org", "gwynedd"),
    ]
    assert now(made).session_id == item.id
    assert queries.of_session(item.id).public_id == made.public_id
    consents = db.session.scalars(select(RecordingConsent)).all()
    assert [(one.agrees, one.session_id) for one in consents] == [(True, item.id)]
    with pytest.raises(errors.SessionMade), transaction():
        actions.make_session(event.id, made.id, now=clock.now(), **BY)


def test_a_no_to_recording_of_one_is_a_no(event):
    made = moved_up(event)
    with transaction():
        queries.locked(made.id).presenters[1].agrees_to_recording = False
        assert actions.make_session(event.id, made.id, now=clock.now(), **BY).is_recorded is False


def test_who_has_not_accepted_does_not_stand_in_the_programme(event):
    made = moved_up(event)
    with transaction():
        queries.locked(made.id).presenters[1].state = PresenterState.INVITED
        actions.make_session(event.id, made.id, now=clock.now(), **BY)
    item = programme.session_to_edit(event.id, "podcasts")
    assert [one.name for one in item.speakers] == ["Pat Podcast"]
    assert [one.slug for one in item.services] == ["kent"]


def test_what_is_not_accepted_becomes_no_session(event):
    made = a_proposal(event)
    with pytest.raises(errors.NotChosen), transaction():
        actions.make_session(event.id, made.id, now=clock.now(), **BY)


NEW = Words(title="Podcasts, easily", abstract="Better words", outcomes="")


def correct(event, made, words=NEW, email=PAT):
    with transaction():
        return actions.correct(event.id, made.id, words, email=email, now=clock.now())


def test_before_the_public_can_read_it_a_correction_stands_at_once(event):
    made = moved_up(event)
    with transaction() as session:
        actions.make_session(event.id, made.id, now=clock.now(), **BY)
        session.merge(event).state = EventState.DRAFT
    assert correct(event, made) is True
    item = programme.session_by_slug(event.id, "podcasts")
    assert (item.title, item.abstract) == ("Podcasts, easily", "Better words")
    assert now(made).title == "Podcasts, easily"


@pytest.mark.parametrize("agrees", [True, False])
def test_afterwards_it_waits_for_the_organisers_nod(event, outbox, agrees):
    made = moved_up(event)
    with transaction():
        actions.make_session(event.id, made.id, now=clock.now(), **BY)
    with pytest.raises(errors.NothingCorrected):
        old = Words(title="Podcasts", abstract=made.abstract, outcomes="")
        correct(event, made, old)
    assert correct(event, made, Words(title="First try", abstract="", outcomes="")) is False
    assert correct(event, made, email="gwen@example.org") is False
    (asked,) = queries.corrections_asked(event.id)
    assert (asked.title, asked.asked_by) == ("Podcasts, easily", "gwen@example.org")
    assert programme.session_by_slug(event.id, "podcasts").title == "Podcasts"
    ref = asked.public_id
    with transaction():
        actions.answer_correction(event, ref, agrees=agrees, now=clock.now(), **BY)
    item = programme.session_by_slug(event.id, "podcasts")
    assert item.title == ("Podcasts, easily" if agrees else "Podcasts")
    assert db.session.scalars(select(Correction.state)).all() == [
        CorrectionState.AGREED if agrees else CorrectionState.DECLINED
    ]
    mails = outbox(template="proposals/email/correction_answered")
    assert [mail.to_address for mail in mails] == [PAT, "gwen@example.org"], "lead, and who asked"
    assert all(("is in the programme" in mail.subject) == agrees for mail in mails)
    assert ["those you sent" in mail.text for mail in mails] == [False, agrees]
    with pytest.raises(errors.CorrectionAnswered), transaction():
        actions.answer_correction(event, ref, agrees=True, now=clock.now(), **BY)


def test_strangers_and_proposals_without_session_correct_nothing(event):
    made = moved_up(event)
    with pytest.raises(errors.NoSessionYet):
        correct(event, made)
    with pytest.raises(errors.NotLead):
        correct(event, made, email="x@example.org")


def test_who_gave_the_session_up_corrects_nothing_any_more(event):
    made = moved_up(event)
    with transaction():
        actions.make_session(event.id, made.id, now=clock.now(), **BY)
        actions.decline(made.id, email=PAT, because="", now=clock.now())
    with pytest.raises(errors.NoSessionYet):
        correct(event, made)
    assert programme.session_by_slug(event.id, "podcasts").title == "Podcasts"


def test_what_an_organiser_noted_is_not_said_to_be_their_words(event, outbox):
    made = moved_up(event)
    with transaction():
        actions.decline_for_them(event.id, made.id, because="By phone", now=clock.now(), **BY)
    (mail,) = outbox(template="proposals/email/declined")
    assert "orla@example.org noted: By phone" in mail.text
    assert "Nobody is on the reserve list." in mail.text
    told = {m.to_address for m in outbox(template="proposals/email/given_up")}
    assert told == {PAT, "gwen@example.org"}
