"""Access codes: adding, what is used, ending."""

import pytest
from sqlalchemy import select

from app.events.policies import PlacesPolicy, Policies
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions, queries
from app.registration.enums import PlaceState
from app.registration.models import AccessCode, Registration
from tests.support.builders import a_member, a_registration, a_slot, an_event, at

CODES = "/next/manage/codes"
FILLED = {
    "label": "Speakers’ colleagues",
    "code": "owl-42",
    "places": "1",
    "holds_until": "2027-06-01T12:00",
}


@pytest.fixture
def event(app):
    policies = Policies(contact_email="t@example.org", places=PlacesPolicy(capacity=2))
    event = an_event(policies=policies)
    a_member(event)
    return event


def added(orla, *, status=303, **fields):
    page = orla.submit(orla.get(CODES), FILLED | fields, button="Keep these", status=status)
    return orla.follow(page) if status == 303 else page


def cells(page):
    return [cell.get_text(" ", strip=True) for cell in page.html.select("tbody tr > *")]


def test_a_code_nobody_can_guess_is_suggested(orla):
    first, second = (orla.get(CODES).html.find(id="code")["value"] for _ in range(2))
    assert len(first) == 8
    assert first != second


def test_places_are_kept_back_and_used_by_who_knows_the_code(orla, event):
    page = added(orla)
    assert "The places are kept back." in page.text
    assert cells(page)[:4] == ["Speakers’ colleagues", "OWL42", "1", "0"]
    a_registration(event, name="Ada")
    assert a_registration(event, name="Bryn").state == PlaceState.WAITING
    assert a_registration(event, name="Cai", code="Owl 42").state == PlaceState.CONFIRMED
    page = orla.get(CODES)
    assert cells(page)[3] == "1"
    assert "All used" in page.text


def test_a_session_can_be_named_too(orla, event):
    slot = a_slot(event, "Podcast", capacity=1)
    page = added(orla, slot=slot.public_id)
    assert cells(page)[4] == "10:30 Podcast"
    assert queries.counts_of([slot])[slot.id].left == 0


def test_ending_a_code_gives_its_places_to_who_waits(orla, event, outbox):
    added(orla)
    a_registration(event, name="Ada")
    waits = a_registration(event, name="Bryn")
    page = orla.follow(orla.submit(orla.get(CODES), button="End it", status=303))
    assert "The code has ended." in page.text
    assert "Ended" in cells(page)[6]
    db.session.rollback()
    assert db.session.get(Registration, waits.id).state == PlaceState.OFFERED
    assert len(outbox(template="registration/email/admitted")) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"label": ""}, "Enter who the code is for"),
        ({"code": "---"}, "A code needs letters or digits"),
        ({"places": "0"}, "Keep back at least one place"),
        ({"places": "3"}, "Only 2 places are free to keep back"),
        ({"holds_until": ""}, "Enter until when the places are kept back"),
        ({"holds_until": "2027-05-03T09:59"}, "Choose a time in the future"),
        ({"slot": "nowhere"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(orla, fields, sentence):
    page = added(orla, status=422, **fields)
    assert any(sentence in said for said in page.errors())
    assert page.html.find(id="label")["value"] == (FILLED | fields)["label"]
    db.session.rollback()
    assert db.session.scalar(select(AccessCode)) is None


def test_two_codes_have_other_letters(orla):
    added(orla)
    page = added(orla, status=422, code="OWL 42")
    assert page.errors() == ["There is a code of these letters already. Choose another."]


def test_the_page_asks_as_often_for_thirty_codes_as_for_one(orla, event):
    with transaction() as session:
        session.get(type(event), event.id).policies_data = Policies().to_json()

    def a_code(number):
        draft = actions.CodeDraft(
            code=f"code {number}", label=f"For {number}", places=1, holds_until=at("09:00")
        )
        with transaction():
            actions.add_code(event.id, draft, now=clock.now(), actor="orla")

    a_code(0)
    few = orla.get(CODES).queries
    for number in range(1, 30):
        a_code(number)
    assert orla.get(CODES).queries == few
