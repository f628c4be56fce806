"""Files as answers: received, read by whom they are for, replaced and taken back."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.kernel.storage import storage
from app.kernel.transaction import transaction
from app.materials.models import StoredFile
from app.proposals import actions
from app.proposals.enums import Need, QuestionKind
from app.proposals.models import Call, Proposal
from tests.support.builders import a_member, a_service, an_event
from tests.support.client import CheckingClient
from tests.support.drafts import path_of, the_proposal
from tests.support.files import a_pdf
from tests.support.proposals import a_call, a_proposal, a_reviewer
from tests.support.signing_in import be


@pytest.fixture
def event(app):
    event = an_event()
    a_member(event)
    a_call(event)
    return event


@pytest.fixture
def path(event):
    return path_of(
        a_proposal(event, "Podcasts", state="draft", lead=("Sam", "sam@example.org", a_service()))
    )


def a_question(event, **more):
    draft = actions.QuestionDraft(kind=QuestionKind.FILE, label="Your plan", **more)
    with transaction():
        return actions.add_question(event.id, draft, now=clock.now(), actor="orla").public_id


def upload(client, path, data, name="plan.pdf", *, status=303, words="Send the file"):
    page = client.get(f"{path}/files")
    return client.submit(page, {"file": (io.BytesIO(data), name)}, button=words, status=status)


def stored() -> list[StoredFile]:
    db.session.rollback()
    return list(db.session.scalars(select(StoredFile)))


def set_state(state) -> None:
    with transaction() as session:
        found = session.get(Proposal, the_proposal().id)
        found.state, found.submitted_at = state, clock.now()


def kept() -> set[str]:
    """The keys of everything in the storage."""
    return set(storage().older_than(-timedelta(days=1)))


def test_a_file_is_sent_replaced_read_and_removed(client, event, path):
    before, ref = kept(), a_question(event)
    page = client.follow(upload(client, path, a_pdf(), "../../Our plan.pdf"))
    assert "The file is saved." in page.text and "Our plan.pdf" in page.text
    answer = client.get(f"{path}/files/{ref}").response
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Our plan.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Our plan.pdf" in client.get(path).text
    upload(client, path, a_pdf(pages=2), "Better.pdf", words="Replace the file")
    assert [file.name for file in stored()] == ["Better.pdf"]
    assert kept() - before == {stored()[0].storage_key}
    client.submit(client.get(f"{path}/files"), button="Remove the file", status=303)
    assert stored() == [] and kept() == before
    client.get(f"{path}/files/{ref}", status=404)


def test_what_is_no_such_file_is_refused_and_leaves_nothing(client, event, path):
    ref = a_question(event)
    for data, name, sentence in (
        (b"", "", "Choose a file"),
        (b"words", "plan.pdf", "This is not a PDF"),
        (a_pdf(), "plan.pptx", "The name of the file does not fit"),
    ):
        page = upload(client, path, data, name, status=422)
        assert sentence in page.errors()[0]
        assert page.html.find("a", href=f"#file-{ref}")
    assert stored() == []


def test_one_that_is_too_large_is_refused_before_it_is_read(client, event, path):
    a_question(event)
    upload(client, path, b"x" * (22 * 1024 * 1024), status=413)
    assert stored() == []


def test_a_required_file_is_asked_for_and_stays_once_sent(client, event, path):
    a_question(event, need=Need.REQUIRED)
    assert "Your plan" in client.get(f"{path}/check").text
    upload(client, path, a_pdf())
    set_state("submitted")
    page = client.submit(client.get(f"{path}/files"), button="Remove the file", status=422)
    assert page.errors() == ["Some things are still missing."]
    (file,) = stored()
    assert storage().size(file.storage_key)


def test_an_answer_that_stands_is_not_replaced(client, event, path, clock):
    a_question(event, frozen_from=clock.at + timedelta(days=1))
    page = client.get(f"{path}/files")
    upload(client, path, a_pdf())
    set_state("submitted")
    clock.at += timedelta(days=1)
    client.get(f"{path}/files", status=303)
    data = {"file": (io.BytesIO(a_pdf()), "other.pdf")}
    client.submit(page, data, button="Send the file", status=404)
    assert [file.name for file in stored()] == ["plan.pdf"]


def as_reader(app, email) -> CheckingClient:
    client = CheckingClient(app)
    be(client, email)
    return client


@pytest.mark.parametrize("is_blind", [False, True])
@pytest.mark.parametrize("for_reviewers", [False, True])
def test_who_reads_it(app, client, event, path, for_reviewers, is_blind):
    ref = a_question(event, for_reviewers=for_reviewers)
    upload(client, path, a_pdf())
    with transaction() as session:
        session.scalars(select(Call)).one().is_blind = is_blind
    reviewer = a_reviewer(event, email="rhys@example.org")
    own = a_reviewer(event, email="own@example.org", service=a_service(), name="Own")
    assert reviewer.id != own.id
    at = f"/next/manage/proposals/{the_proposal().public_id}/files/{ref}"
    orla, rhys = as_reader(app, "orla@example.org"), as_reader(app, "rhys@example.org")
    orla.get(at, status=404)  # a draft is its writers' alone
    set_state("submitted")
    assert orla.get(at).response.headers["Content-Disposition"].startswith("attachment")
    rhys.get(at, status=403)
    at = at.replace("proposals", "reviews")
    may = for_reviewers and not is_blind
    rhys.get(at, status=200 if may else 404)
    shown = rhys.get(at.split("/files/")[0]).html.find("a", href=at)
    assert (shown is not None) is may
    as_reader(app, "own@example.org").get(at, status=404)
    orla.get(at, status=403)
    client.get(f"{path}/files/nothing", status=404)
