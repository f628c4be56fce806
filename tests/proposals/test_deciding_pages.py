"""Organisers choose, read the mails, tell everybody; speakers answer at their desk."""

import pytest

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.mail.enums import MessageState
from app.programme import queries as programme
from app.proposals import actions, queries
from app.proposals.enums import ProposalState
from tests.support.builders import a_service
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer, desk_path
from tests.support.signing_in import be

PAT, GWEN = "pat@example.org", "gwen@example.org"
DECISIONS, MAILS, ANSWERS = (
    f"/next/manage/{name}" for name in ("decisions", "decisions/mails", "answers")
)


@pytest.fixture
def podcasts(event):
    a_call(event)
    return a_proposal(
        event,
        "Podcasts",
        lead=("Pat Podcast", PAT, a_service("kent")),
        presenters=[("Gwen Wyn", GWEN, a_service("gwynedd"))],
    )


def now(proposal):
    db.session.rollback()
    return queries.by_ref(proposal.public_id)


def choose(orla, proposal, decision):
    page = orla.get(DECISIONS)
    return orla.submit(
        page, {f"decision-{proposal.public_id}": decision}, button="Save decisions", status=303
    )


def test_from_choosing_to_a_session(orla, client, event, podcasts, outbox):
    orla.follow(choose(orla, podcasts, "accept"))
    page = orla.get(f"{DECISIONS}?by=regions")
    assert "Wales 1 1" in page.text and "South East 1 1" in page.text
    page = orla.follow(orla.submit(orla.get(MAILS), button="Prepare the mails", status=303))
    assert "Accepted: “Podcasts”" in page.text and page.text.count("@example.org") == 2
    preview = orla.get(page.html.find("a", string="Accepted: “Podcasts”")["href"])
    assert "We would like “Podcasts” by Kent" in preview.text
    page = orla.follow(orla.submit(page, button="Tell everybody: send 2 mails", status=303))
    assert "The decision about 1 proposal is told." in page.text
    assert "Podcasts" in page.text and "Answer by" in page.text
    assert {m.state for m in outbox(template="proposals/email/decision")} == {MessageState.QUEUED}

    desk = client.get(desk_path(event, PAT))
    assert "Accepted: please answer" in desk.text
    desk = client.follow(client.submit(desk, button="Yes, we come", status=303))
    assert "Thank you. You are in the programme." in desk.text and "Confirmed" in desk.text
    assert now(podcasts).state == ProposalState.CONFIRMED

    page = orla.get(ANSWERS)
    page = orla.follow(orla.submit(page, button="Make it a session of the programme", status=303))
    assert "1 proposal is a session of the programme now." in page.text
    item = programme.session_by_slug(event.id, "podcasts")
    assert now(podcasts).session_id == item.id
    desk = client.get(desk_path(event, GWEN))
    assert "Your sessions" in desk.text and "No time yet" in desk.text


def test_two_organisers_do_not_undo_each_other(orla, event, podcasts):
    film = a_proposal(event, "Film")
    stale = orla.get(DECISIONS)
    choose(orla, podcasts, "accept")
    orla.submit(stale, {f"decision-{film.public_id}": "reject"}, button="Save", status=303)
    assert (now(podcasts).decision, now(film).decision) == ("accept", "reject")


@pytest.mark.parametrize("value", ["nonsense", "accept\0", ""])
def test_made_up_decisions_change_nothing(orla, event, podcasts, value):
    page = orla.get(DECISIONS)
    field = f"decision-{podcasts.public_id}"
    data = {"csrf_token": page.form("/manage/decisions?by=regions").find("input")["value"]}
    orla.post(DECISIONS, data | {field: value}, status=422 if value else 303)
    assert now(podcasts).decision is None


def test_a_decision_about_what_was_withdrawn_meanwhile_is_refused_and_kept(orla, event, podcasts):
    page = orla.get(DECISIONS)
    with transaction():
        queries.locked(podcasts.id).state = ProposalState.WITHDRAWN
    film = a_proposal(event, "Film")
    refused = orla.submit(
        page, {f"decision-{podcasts.public_id}": "accept"}, button="Save", status=422
    )
    assert "Something else has become of this proposal" in refused.text
    assert now(film).decision is None


def test_mails_that_are_not_true_are_not_sent(orla, event, podcasts, outbox):
    choose(orla, podcasts, "accept")
    page = orla.follow(orla.submit(orla.get(MAILS), button="Prepare", status=303))
    choose(orla, a_proposal(event, "Film"), "reject")
    refused = orla.submit(page, button="Tell everybody", status=422)
    assert "Prepare them, read them, then tell" in refused.text
    assert now(podcasts).state == ProposalState.SUBMITTED


def test_a_no_at_the_desk_and_a_reserve_that_moves_up(orla, client, event, outbox):
    a_call(event)
    kept = a_proposal(event, "Kept", state=ProposalState.ACCEPTED, lead=("Pat", PAT, None))
    reserve = a_proposal(event, "Film", state=ProposalState.RESERVE, lead=("Finn", GWEN, None))
    link = desk_path(event, PAT)
    page = client.get(f"{link}/proposals/{kept.public_id}/answer")
    page = client.submit(page, {"because": "On leave"}, button="No, we cannot come", status=303)
    assert "Thank you for telling us" in client.follow(page).text
    page = orla.get(ANSWERS)
    assert "1 accepted proposal was given up" in page.text
    page = orla.follow(orla.submit(page, button="Move up: accept it", status=303))
    assert "“Film” is accepted, and they have a mail." in page.text
    assert now(reserve).state == ProposalState.ACCEPTED
    assert outbox(template="proposals/email/moved_up")[0].to_address == GWEN
    assert "Accepted: please answer" in client.get(desk_path(event, GWEN)).text


def test_a_button_of_an_old_page_is_refused_with_a_sentence(orla, event):
    reserve = a_proposal(event, "Film", state=ProposalState.RESERVE)
    page = orla.get(ANSWERS)
    orla.submit(page, button="Move up", status=303)
    assert "Something else has become" in orla.submit(page, button="Move up", status=422).text
    assert now(reserve).state == ProposalState.ACCEPTED


def test_only_who_leads_has_the_buttons(client, event, podcasts):
    with transaction():
        queries.locked(podcasts.id).state = ProposalState.ACCEPTED
    path = f"/proposals/{podcasts.public_id}"
    desk = client.get(desk_path(event, GWEN))
    assert "Pat Podcast answers for all who present it." in desk.text
    assert "Yes, we come" not in desk.text
    page = client.get(f"{desk_path(event, GWEN)}{path}/answer")
    assert "Pat Podcast sent this proposal" in page.text
    data = {"csrf_token": client.get(desk_path(event, PAT)).html.find("input")["value"]}
    client.post(f"{desk_path(event, GWEN)}{path}/confirm", data, status=422)
    assert now(podcasts).state == ProposalState.ACCEPTED
    a_proposal(event, lead=("Eve", "eve@example.org", None))
    client.get(f"{desk_path(event, 'eve@example.org')}{path}/answer", status=404)


@pytest.mark.parametrize("button", ["Use the new words", "Keep the old ones"])
def test_a_correction_waits_for_a_nod(orla, client, event, podcasts, button):
    with transaction():
        queries.locked(podcasts.id).state = ProposalState.CONFIRMED
        actions.make_session(event.id, podcasts.id, now=clock.now(), actor="orla")
    link = f"{desk_path(event, GWEN)}/proposals/{podcasts.public_id}/correct"
    page = client.get(link)
    refused = client.submit(page, {"title": ""}, status=422)
    assert refused.errors() == ["Enter a title"]
    assert "words that the session has already" in client.submit(page, status=422).text
    client.submit(page, {"title": "Podcasts, easily"}, status=303)
    assert client.get(link).html.find(id="title")["value"] == "Podcasts, easily"
    page = orla.get("/next/manage/corrections")
    assert "Podcasts, easily" in page.text
    orla.submit(page, button=button, status=303)
    title = programme.session_by_slug(event.id, "podcasts").title
    assert title == ("Podcasts, easily" if button.startswith("Use") else "Podcasts")
    assert "Nobody waits for an answer" in orla.get("/next/manage/corrections").text


def test_lists_ask_as_much_for_thirty_as_for_one(orla, event):
    a_call(event)
    a_category(event)
    a_reviewer(event)
    for state in ProposalState:
        a_proposal(event, state=state)
    few = [orla.get(path, budget=40).queries for path in (DECISIONS, MAILS, ANSWERS)]
    for state in ProposalState:
        for _ in range(10):
            a_proposal(event, state=state, lead=("X", f"{state}{_}@example.org", a_service("kent")))
    assert [orla.get(path, budget=40).queries for path in (DECISIONS, MAILS, ANSWERS)] == few


def test_others_have_no_business_here(client, event):
    be(client, "rhys@example.org")
    a_reviewer(event, email="rhys@example.org")
    for path in (DECISIONS, MAILS, ANSWERS, "/next/manage/corrections", "/next/manage/speakers"):
        client.get(path, status=403)
