"""The overview: what proposals bring to do."""

from datetime import timedelta

from app.kernel import clock
from app.kernel.transaction import transaction
from app.proposals import actions, queries
from tests.support.proposals import a_call, a_proposal

MINUTE = timedelta(minutes=1)


def test_what_proposals_and_speakers_bring(orla, event):
    a_call(event)
    a_proposal(event, decision="accept")
    a_proposal(event, state="accepted", confirm_by_at=clock.now() - MINUTE)
    a_proposal(event, state="declined")
    a_proposal(event, state="reserve")
    made = a_proposal(event, state="confirmed")
    text = orla.get("/next/manage/").text
    assert "1 decision is noted and not told yet" in text
    assert "1 accepted proposal has no answer, and its time is over" in text
    assert "Somebody who was accepted cannot come: move a reserve up?" in text
    assert "1 confirmed proposal is not in the programme yet" in text
    with transaction():
        actions.make_session(event.id, made.id, now=clock.now(), actor="orla")
        words = actions.Words(title="Other", abstract="Other", outcomes="")
        email = queries.by_ref(made.public_id).lead.person.email
        actions.correct(event.id, made.id, words, email=email, now=clock.now())
    text = orla.get("/next/manage/").text
    assert "1 correction waits for your nod" in text
    assert "not in the programme yet" not in text
