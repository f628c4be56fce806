"""Organisers make the call, its types, questions and late codes."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.proposals import actions, queries
from app.proposals.enums import QuestionKind
from app.proposals.models import Call, LateCode, Question
from tests.support.builders import at
from tests.support.proposals import a_call, a_proposal, a_type

CALL = "/next/manage/call"
TYPES, QUESTIONS, CODES = f"{CALL}/types", f"{CALL}/questions", f"{CALL}/late-codes"
DATES = {"opens_at": "2027-05-03T09:00", "closes_at": "2027-05-20T17:00"}


@pytest.fixture
def call(event):
    return a_call(event)


def audited() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def names(page):
    return [cell.get_text(" ", strip=True) for cell in page.html.select("tbody th")]


def saved(orla, path, fields, button, status=303):
    page = orla.submit(orla.get(path), fields, button=button, status=status)
    return orla.follow(page) if status == 303 else page


def test_a_new_event_is_offered_a_call_with_dates_and_types(orla, event):
    page = orla.get(CALL)
    assert "asks for no proposals yet" in page.text
    assert page.html.find(id="opens_at")["value"] == "2027-05-03T10:00"
    assert page.html.find(id="closes_at")["value"] == "2027-05-17T17:00"
    assert page.html.find(id="confirm_days")["value"] == "10"
    for path in (TYPES, QUESTIONS, CODES):
        assert orla.get(path, status=303).location == CALL
    page = saved(orla, CALL, {"intro": "Show us."}, "Make the call")
    assert "The call is made." in page.text
    assert "Open" in page.text
    page = orla.get(TYPES)
    assert names(page) == ["Talk", "Workshop", "Panel"]
    assert "30, 45" in page.text and "60, 90" in page.text
    assert audited() == ["call made"]


def test_a_call_is_made_once(orla, event):
    page = orla.get(CALL)
    for _ in range(2):
        orla.submit(page, button="Make the call", status=303)
    assert len(db.session.scalars(select(Call)).all()) == 1
    assert len(queries.types_of(event.id)) == 3


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"opens_at": ""}, "Enter when it opens"),
        ({"closes_at": ""}, "Enter when it closes"),
        ({"opens_at": "soon"}, "Enter a date and a time, like 10/06/2027 10:30"),
        ({"closes_at": "2027-05-03T09:00"}, "It must close after it opens"),
        ({"closes_at": "2027-06-11T00:00"}, "It must close before the day of the event is over"),
        ({"confirm_days": "0"}, "Enter a whole number from 1 to 60"),
        ({"confirm_days": "9" * 40}, "Enter a whole number from 1 to 60"),
        ({"intro": "x" * 5001}, "Field cannot be longer than 5000 characters."),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_dates_that_cannot_be(orla, event, is_new, fields, sentence):
    if not is_new:
        a_call(event)
    button = "Make the call" if is_new else "Save"
    page = saved(orla, CALL, DATES | fields, button, status=422)
    assert page.errors() == [sentence]
    for name, value in (DATES | fields).items():
        shown = page.html.find(id=name)
        assert (shown.get("value") or shown.get_text().strip()) == value or not value


def test_withdrawn_and_reopened_with_a_button_each(orla, call):
    page = orla.follow(orla.submit(orla.get(CALL), button="Withdraw the call", status=303))
    assert "Withdrawn" in page.text
    page = orla.follow(orla.submit(page, button="Reopen the call", status=303))
    assert "Withdraw the call" in page.text
    assert audited() == ["call withdrawn", "call reopened"]


def test_types_have_lengths_and_dates_of_their_own(orla, call):
    fields = {
        "name": "Clinic",
        "kind": "workshop",
        "lengths": "20, 40",
        "closes_at": "2027-05-12T12:00",
    }
    page = saved(orla, TYPES, fields, "Add this type")
    assert names(page) == ["Clinic"]
    assert "12 May 2027, 12:00" in page.text
    edit = page.html.select_one("tbody th a")["href"]
    page = saved(orla, edit, {"name": "Advice", "lengths": "25", "closes_at": ""}, "Save")
    assert names(page) == ["Advice"]
    assert "20 May 2027, 17:00" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Enter a name"),
        ({"kind": "opera"}, "Not a valid choice"),
        ({"lengths": "long"}, "Enter whole minutes from 5 to 480 with commas between"),
        ({"opens_at": "2027-05-21T09:00"}, "It must close after it opens"),
    ],
)
def test_types_that_cannot_be(orla, call, fields, sentence):
    good = {"name": "Clinic", "kind": "talk", "lengths": "20"}
    page = saved(orla, TYPES, good | fields, "Add this type", status=422)
    assert sentence in page.errors()[0]


def test_types_are_moved_ended_and_used_again(orla, event, call):
    first, second = a_type(event, "Talk"), a_type(event, "Panel")
    path = f"{TYPES}/{second.public_id}"
    orla.submit(orla.get(TYPES), {"to": "up"}, action=f"{second.public_id}/move", status=303)
    assert names(orla.get(TYPES)) == ["Panel", "Talk"]
    orla.submit(orla.get(TYPES), action=f"{second.public_id}/end", status=303)
    page = orla.get(TYPES)
    assert names(page) == ["Talk"]
    orla.submit(page, action=f"{second.public_id}/restore", status=303)
    assert names(orla.get(TYPES)) == ["Panel", "Talk"]
    assert orla.get(path).h1 == "Panel"
    orla.get(f"{TYPES}/{'0' * 24}", status=404)
    assert first.public_id != second.public_id


def test_questions_of_every_kind(orla, event, call):
    for kind in QuestionKind:
        fields = {
            "label": f"A {kind}?",
            "kind": kind.value,
            "choices": "Yes\nNo\nYes",
            "need": "required",
            "for_reviewers": "y",
        }
        page = saved(orla, f"{QUESTIONS}/new", fields, "Add this question")
    assert names(page) == [f"A {kind}?" for kind in QuestionKind]
    rows = {one.kind: one for one in queries.questions_of(event.id)}
    assert rows["choice"].choices == "Yes\nNo"
    assert {one.choices for kind, one in rows.items() if kind != "choice"} == {""}
    assert all(one.for_reviewers and one.need == "required" for one in rows.values())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"label": ""}, "Enter the question"),
        ({"kind": "essay"}, "Not a valid choice"),
        ({"kind": "choice", "choices": "Yes"}, "Enter at least two choices, one on each line"),
        ({"need": "required_from"}, "Enter from when it must be answered"),
        ({"frozen_from": "never"}, "Enter a date and a time"),
    ],
)
def test_questions_that_cannot_be_asked(orla, call, fields, sentence):
    good = {"label": "Which?", "kind": "text", "need": "optional"}
    page = saved(orla, f"{QUESTIONS}/new", good | fields, "Add this question", status=422)
    assert sentence in page.errors()[0]
    assert db.session.scalar(select(Question)) is None


def test_a_question_is_changed_moved_ended_and_keeps_its_kind(orla, event, call):
    for label in ("One?", "Two?"):
        fields = {"label": label, "kind": "number"}
        page = saved(orla, f"{QUESTIONS}/new", fields, "Add this question")
    two = queries.questions_of(event.id)[1].public_id
    orla.submit(page, {"to": "up"}, action=f"{two}/move", status=303)
    page = orla.get(f"{QUESTIONS}/{two}")
    assert "A whole number" in page.text
    page = saved(orla, f"{QUESTIONS}/{two}", {"label": "Second?", "kind": "text"}, "Save")
    assert names(page) == ["Second?", "One?"]
    assert queries.questions_of(event.id)[0].kind == "number"
    page = orla.follow(orla.submit(page, action=f"{two}/end", status=303))
    assert names(page) == ["One?"]
    assert (
        names(orla.follow(orla.submit(page, action=f"{two}/restore", status=303)))[0] == "Second?"
    )


def test_late_codes_are_made_counted_and_ended(orla, event, call):
    first, second = (orla.get(CODES).html.find(id="code")["value"] for _ in range(2))
    assert len(first) == 8 and first != second
    fields = {
        "label": "The new region",
        "code": "owl-42",
        "uses": "2",
        "expires_at": "2027-06-01T12:00",
    }
    page = saved(orla, CODES, fields, "Make this code")
    code = db.session.scalars(select(LateCode)).one()
    assert code.code == "OWL42"
    a_proposal(event, state="draft", late_code_id=code.id)
    a_proposal(event, late_code_id=code.id)
    cells = [c.get_text(" ", strip=True) for c in orla.get(CODES).html.select("tbody td")]
    assert cells[:3] == ["OWL42", "2", "1"]
    page = saved(orla, CODES, fields | {"code": "OWL 42"}, "Make this code", status=422)
    assert page.errors() == ["There is a code of these letters already. Choose another."]
    page = orla.follow(orla.submit(orla.get(CODES), button="End it", status=303))
    assert "Ended" in page.text and "End it" not in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "---"}, "A code needs letters or digits"),
        ({"uses": "0"}, "Enter a whole number from 1 to 1000"),
        ({"uses": "many"}, "Enter a whole number from 1 to 1000"),
        ({"expires_at": "2027-05-03T09:59"}, "Choose a time in the future"),
    ],
)
def test_late_codes_that_cannot_be(orla, call, fields, sentence):
    good = {"label": "Them", "code": "owl", "uses": "1", "expires_at": "2027-06-01T12:00"}
    page = saved(orla, CODES, good | fields, "Make this code", status=422)
    assert page.errors() == [sentence]


def test_lists_ask_as_often_for_thirty_rows_as_for_one(orla, event, call):
    def one_more(number):
        a_type(event, f"Type {number}")
        question = actions.QuestionDraft(kind=QuestionKind.TEXT, label=f"Question {number}?")
        code = actions.LateCodeDraft(
            code=f"code{number}", label="x", uses=1, expires_at=at("09:00")
        )
        with transaction():
            actions.add_question(event.id, question, now=clock.now(), actor="orla")
            actions.add_late_code(event.id, code, now=clock.now(), actor="orla")

    paths = (TYPES, QUESTIONS, CODES, "/next/proposals")
    one_more(0)
    few = [orla.get(path).queries for path in paths]
    for number in range(1, 30):
        one_more(number)
    assert [orla.get(path).queries for path in paths] == few
