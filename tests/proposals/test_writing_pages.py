"""A draft is written a few questions at a time, saved however little, and never lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock as clocks
from app.kernel import sealing
from app.kernel.database import db
from app.kernel.keys import signing_keys
from app.kernel.transaction import transaction
from app.programme.models import Tag, Track
from app.proposals import actions
from app.proposals.enums import Need, QuestionKind
from app.proposals.models import Answer, PresenterNeed
from tests.support.builders import a_service, an_event
from tests.support.drafts import path_of, the_proposal, write
from tests.support.proposals import a_call, a_proposal, a_type

LEAD = ("Sam Speaker", "sam@example.org", None)


@pytest.fixture
def event(app):
    event = an_event()
    a_call(event)
    with transaction() as session:
        session.add(Track(event_id=event.id, slug="audio", name="Audio"))
        session.add_all(
            Tag(event_id=event.id, slug=name.lower(), name=name) for name in ("Health", "Reading")
        )
    return event


@pytest.fixture
def path(event):
    return path_of(a_draft(event))


def a_draft(event, **more):
    values = {"title": "Podcasts", "abstract": "", "recording": "", "minutes": None}
    return a_proposal(event, state="draft", lead=LEAD, **(values | more))


def a_question(event, label, kind=QuestionKind.TEXT, **more):
    draft = actions.QuestionDraft(kind=kind, label=label, **more)
    with transaction():
        return actions.add_question(event.id, draft, now=clocks.now(), actor="orla").public_id


def test_each_page_saves_and_leads_to_the_next(client, event, path):
    type_ = a_type(event)
    first = {
        "title": "Podlediadau",
        "format": f"{type_.public_id}-45",
        "language": "cy,en",
        "track": "audio",
        "tags": ["health", "reading"],
    }
    page = client.follow(write(client, path, "session", first))
    assert page.h1 == "About it"
    about = {
        "abstract": "One.\n\nTwo.",
        "outcomes": "Record\nCut",
        "audience": "Staff",
        "level": "some",
        "prerequisites": "A phone",
    }
    page = client.follow(write(client, path, "about", about))
    assert page.h1 == "Who offers it"
    who = {"service": "gateshead", "name": "Sam Q. Speaker", "role": "Librarian"}
    page = client.follow(write(client, path, "who", who))
    assert page.h1 == "Who presents it"
    page = client.get(page.html.find("a", string=lambda s: s and s.strip() == "Continue")["href"])
    assert page.h1 == "Practical things"
    practical = {"recording": "ask", "technical_needs": "Sound", "needs": "A lift"}
    page = client.follow(write(client, path, "practical", practical))
    assert page.h1 == "Check and send"
    said = client.get(path).text
    for words in (
        "Podlediadau",
        "Talk, 45 minutes",
        "Both Welsh and English",
        "Health, Reading",
        "Record",
        "People with some experience",
        "Gateshead",
        "We would like to talk about it first",
        "You have told us.",
    ):
        assert words in said
    assert "A lift" not in said
    proposal = the_proposal()
    assert proposal.revision == 5
    assert proposal.lead.person.name == "Sam Q. Speaker"
    assert proposal.lead.service_id == a_service().id
    assert db.session.scalar(select(AuditEntry)) is None  # drafts are nobody's business yet


def test_what_is_saved_stands_in_the_form_again_on_any_device(client, app, event, path):
    type_ = a_type(event)
    chosen = {"format": f"{type_.public_id}-30", "tags": ["reading"], "language": "cy"}
    write(client, path, "session", chosen, button="Save and leave")
    page = client.get(f"{path}/write/session")
    checked = [box["value"] for box in page.html.find_all("input", checked=True)]
    assert checked == [f"{type_.public_id}-30", "cy", "reading"]


def test_a_draft_may_be_as_empty_as_one_likes(client, path):
    write(client, path, "session", {"title": ""})
    write(client, path, "about", {})
    write(client, path, "who", {"service": "", "other_organisation": ""})
    page = client.get(f"{path}/check")
    for missing in ("a title", "what kind of session it is", "what it is about"):
        assert missing in page.text
    assert "which library service offers it" in page.text
    assert "Send it to the organisers" not in page.text
    assert client.get(path).h1 == "Without a title"


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("session", {"title": "x" * 201}, "Field cannot be longer than 200 characters."),
        ("session", {"format": "made-up"}, "Not a valid choice."),
        ("session", {"format": "\x00"}, "Not a valid choice."),
        ("session", {"language": "fr"}, "Not a valid choice."),
        ("session", {"track": "nowhere"}, "Not a valid choice."),
        ("session", {"tags": ["health", "made-up"]}, "'made-up' is not a valid choice"),
        ("about", {"abstract": "x" * 10_001}, "Field cannot be longer than 10000 characters."),
        ("about", {"level": "expert"}, "Not a valid choice."),
        ("who", {"name": " "}, "Enter your full name"),
        ("who", {"service": "nowhere"}, "Not a valid choice."),
        ("who", {"service": "other", "other_organisation": ""}, "Enter the name of the org"),
        ("who", {"own_service": "other"}, "Enter the name of the organisation"),
        ("practical", {"recording": "perhaps"}, "Not a valid choice."),
    ],
)
def test_only_what_cannot_be_stored_is_refused(client, event, path, step, fields, sentence):
    a_type(event)
    page = write(client, path, step, fields, status=422)
    assert any(sentence in said for said in page.errors())
    for name, value in fields.items():
        shown = page.html.find(id=name)
        if shown.name == "input" and shown["type"] == "text" and value.strip():
            assert shown["value"] == value
    assert the_proposal().revision == 1


def test_an_unknown_page_is_not_there(client, path):
    for odd in ("nothing", "%00", "SESSION"):
        client.get(f"{path}/write/{odd}", status=404)


def test_saved_while_one_writes(client, path, clock):
    page = client.get(f"{path}/write/about")
    form = page.form(action="write/about")
    address = form["data-autosave"]
    clock.at = datetime(2027, 5, 3, 9, 31, tzinfo=UTC)
    answer = client.submit(page, {"abstract": "A beginning"}, action="write/about", status=303)
    seen = client.get(f"{path}/write/about").html.find("input", {"name": "seen"})["value"]
    data = {"csrf_token": form.find("input", {"name": "csrf_token"})["value"], "level": "anyone"}
    saved = client.post(address, data | {"abstract": "More", "seen": seen}, status=200).response
    assert saved.json["said"] == "Saved at 10:31"
    assert the_proposal().abstract == "More"
    again = {"abstract": "Even more", "seen": saved.json["seen"]}
    assert client.post(address, data | again, status=200)
    stale = client.post(address, data | {"abstract": "Older", "seen": seen}, status=409).response
    assert "changed in another place" in stale.json["said"]
    long = client.post(address, data | {"abstract": "x" * 10_001, "seen": seen}, status=422)
    assert "Press the button to see what" in long.response.json["said"]
    assert the_proposal().abstract == "Even more"
    assert answer.location


def test_two_who_write_at_once_are_told_and_nothing_is_lost(client, path):
    mine, theirs = (client.get(f"{path}/write/about") for _ in range(2))
    client.submit(
        theirs, {"abstract": "Theirs", "audience": "All"}, action="write/about", status=303
    )
    page = client.submit(
        mine, {"abstract": "Mine", "audience": "All"}, action="write/about", status=422
    )
    assert "changed in another place" in page.errors()[0]
    assert page.html.find(id="abstract").get_text().strip() == "Mine"
    assert [dt.get_text(strip=True) for dt in page.html.find_all("dt")] == ["What it is about"]
    assert [dd.get_text(strip=True) for dd in page.html.find_all("dd")] == ["Theirs"]
    assert the_proposal().abstract == "Theirs"
    client.submit(page, button="Save mine instead", status=303)
    assert (the_proposal().abstract, the_proposal().audience) == ("Mine", "All")


def test_pressing_twice_and_writing_on_another_page_is_no_conflict(client, event, path):
    page = client.get(f"{path}/write/about")
    write(client, path, "session", {"title": "Another title"})
    for _ in range(2):
        client.submit(page, {"abstract": "Once"}, action="write/about", status=303)
    assert the_proposal().abstract == "Once"


def test_needs_are_sealed_and_replaced_and_taken_back(client, path):
    def stored():
        db.session.rollback()
        rows = db.session.scalars(select(PresenterNeed)).all()
        return [sealing.unseal(row.sealed, keys=signing_keys()) for row in rows]

    write(client, path, "practical", {"needs": "Captions"})
    assert stored() == ["Captions"]
    page = client.get(f"{path}/write/practical")
    assert "Captions" not in page.html.get_text().replace("For example captions", "")
    assert "You have told us already." in page.text
    write(client, path, "practical", {"recording": "no"})
    assert stored() == ["Captions"]
    write(client, path, "practical", {"needs": "A break"})
    assert stored() == ["A break"]
    write(client, path, "practical", {"take_back": "y"})
    assert stored() == []


KINDS = {
    QuestionKind.NUMBER: ("12", "twelve", "Enter a whole number, like 6"),
    QuestionKind.TEXT: ("Yes", "x" * 301, "Field cannot be longer than 300 characters."),
    QuestionKind.LONG_TEXT: ("Yes\n\nNo", "x" * 10_001, "Field cannot be longer"),
    QuestionKind.CHOICE: ("Tea", "Beer", "Not a valid choice."),
    QuestionKind.DATE: ("2027-06-01", "tomorrow", "Enter a day, like 10/06/2027"),
    QuestionKind.LINK: ("https://example.org/a", "javascript:alert(1)", "begins with https://"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_organisers_questions(client, event, path, kind):
    good, bad, sentence = KINDS[kind]
    name = f"q_{a_question(event, 'Which?', kind, choices=('Tea', 'Coffee'))}"
    page = write(client, path, "questions", {name: bad}, status=422)
    assert sentence in page.errors()[0]
    assert db.session.scalar(select(Answer)) is None
    write(client, path, "questions", {name: good})
    assert db.session.scalars(select(Answer.value)).one() == good
    page = client.get(f"{path}/write/questions")
    shown = page.html.find(attrs={"name": name, "checked": True}) or page.html.find(id=name)
    assert (shown.get("value") or shown.get_text().removeprefix("\n")) == good
    if kind != QuestionKind.CHOICE:
        write(client, path, "questions", {name: ""})
        db.session.rollback()
        assert db.session.scalar(select(Answer)) is None


def test_required_answers_are_asked_for_before_sending(client, event, path, clock):
    later = clock.at + timedelta(days=1)
    now = a_question(event, "Now?", need=Need.REQUIRED)
    a_question(event, "Later?", need=Need.REQUIRED_FROM, required_from=later)
    a_question(event, "If you like?")
    missing = [a.get_text() for a in client.get(f"{path}/check").html.select("main ul a")]
    assert "Now?" in missing and "Later?" not in missing
    write(client, path, "questions", {f"q_{now}": "Yes"})
    clock.at = later
    missing = [a.get_text() for a in client.get(f"{path}/check").html.select("main ul a")]
    assert "Later?" in missing and "Now?" not in missing


def test_what_is_not_ones_own_is_not_there(client, event, path):
    colleague = ("Cai Colleague", "cai@example.org", None)
    other = a_proposal(
        event, state="draft", lead=("Eve", "eve@example.org", None), presenters=[colleague]
    )
    ref = other.public_id
    desk = path.rsplit("/proposals/", 1)[0]
    for end in ("", "/write/about", "/check", "/withdraw", "/presenters", "/sent"):
        client.get(f"{desk}/proposals/{ref}{end}", status=404)
    cais = path_of(other, "cai@example.org")
    assert "Eve writes it and sends it." in client.get(cais).text
    for end in ("/write/about", "/check", "/withdraw", "/presenters"):
        client.get(f"{cais}{end}", status=404)
    client.get(f"{desk}/proposals/nothing", status=404)
    client.get(f"/s/made-up/proposals/{ref}", status=404)
