"""A desk's pages: adding, replacing, withdrawing, and what they say of each file."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.materials.models import Material
from tests.materials.conftest import add, objects, presents
from tests.support.builders import a_slot
from tests.support.files import a_pdf, a_picture, a_pptx, a_slide
from tests.support.proposals import a_desk, desk_path


@pytest.fixture
def path(event, slot, desk):
    return f"{desk_path(event, 'sam@example.org')}/sessions/{slot.session.slug}/materials"


def send(client, path, data=None, name="Slides.pdf", *, status=303, **fields):
    """Fills in the upload form as a browser does."""
    page = client.get(path)
    file = (io.BytesIO(a_pdf() if data is None else data), name)
    return client.submit(page, {"file": file, **fields}, status=status)


def materials() -> list[Material]:
    db.session.rollback()
    return list(db.session.scalars(select(Material).order_by(Material.id)))


def test_a_new_session_has_nothing_and_says_when_slides_are_due(client, path):
    page = client.get(path)
    assert page.h1 == "Slides and handouts"
    assert "There is nothing here yet" in page.text
    assert "due by Thursday 3 June 2027" in page.text
    assert "Add the recording" not in page.text


def test_slides_are_added_and_shown_with_who_gets_them_when(client, path):
    page = client.follow(send(client, f"{path}/file", kind="slides", title="Quiet rooms"))
    assert "It is added" in page.text
    assert "Slides.pdf (PDF, 1 KB)" in page.text and "by sam@example.org" in page.text
    assert (
        "Who gets it: people with a place in this session, from Thursday 10 June 2027, 11:15"
        in page.text
    )
    assert "Not scanned for viruses" in page.text
    assert "We look at it just now" in page.text
    assert client.get(f"{path}/file?kind=handout").html.find(value="handout").has_attr("checked")


def test_what_was_found_is_said_kindly_with_how_to_mend_it(client, path, slot):
    deck = a_pptx(title="", slides=[a_slide(), a_slide(pictures=[None])])
    add(slot, deck, name="Deck.pptx")
    work_off("file")
    page = client.get(path)
    assert "2 things would make it easier to read for everybody" in page.text
    assert "It has no title of its own" in page.text
    assert "On slide 2." in page.text and "choose “Alt text”" in page.text


def test_pages_of_a_pdf_have_pictures_with_words(client, path, slot):
    add(slot, a_pdf(pages=3))
    work_off("file")
    page = client.get(path)
    assert [one["alt"] for one in page.html.main.find_all("img")] == [
        f"Page {number} of Slides" for number in (1, 2, 3)
    ]
    assert "We found nothing that keeps people from reading it" in page.text
    client.get(page.html.main.img["src"])


@pytest.mark.parametrize(
    ("said", "words", "is_link"),
    [
        ("", "No virus found", True),
        ("stream: Eicar FOUND", "Nobody can open it. Replace it", False),
        ("no ERROR", "We try again by ourselves", False),
    ],
)
def test_the_state_of_the_scan_is_shown(client, clamd, path, slot, said, words, is_link):
    add(slot)
    page = client.get(path)
    assert "Nobody can open it until the virus scan is done" in page.text
    assert page.html.main.find("a", string="Slides.pdf") is None
    clamd.says = said
    work_off("file")
    page = client.get(path)
    assert words in page.text
    assert (page.html.main.find("a", string="Slides.pdf") is not None) == is_link


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "", "Choose a file"),
        (b"", "slides.pdf", "The file is empty. Save it once more and choose it again."),
        (a_picture(), "slides.pdf", "it is a PNG picture"),
        (b"words", "slides.pdf", "This is not a PDF, a PowerPoint"),
        (a_pptx(more={"ppt/vbaProject.bin": b"x"}), "slides.pptx", "macros or other programs"),
    ],
)
def test_a_refused_file_is_said_at_its_box_and_keeps_the_rest(
    app, client, path, data, name, sentence
):
    page = send(client, f"{path}/file", data, name, kind="handout", title="My title", status=422)
    assert sentence in page.errors()[0]
    assert page.html.find(class_="govuk-error-summary").a["href"] == "#file"
    assert page.html.find(id="title")["value"] == "My title"
    assert page.html.find("input", value="handout").has_attr("checked")
    assert (materials(), objects(app)) == ([], [])


def test_other_bad_input_is_refused_too(client, path):
    page = send(client, f"{path}/file", kind="recording", status=422)
    assert len(page.errors()) == 1
    page = send(client, f"{path}/file", kind=None, status=422)
    send(client, f"{path}/file", kind="slides", title="x" * 201, status=422)
    page = client.submit(client.get(f"{path}/file"), {"kind": "slides", "file": "text"}, status=422)
    assert page.errors() == ["Choose a file"]
    assert materials() == []


def test_sent_twice_it_is_there_once_and_says_so(app, client, path):
    data = a_pdf()
    send(client, f"{path}/file", data, kind="slides")
    page = send(client, f"{path}/file", data, kind="slides", status=422)
    assert page.errors() == ["This very file is there already, so it was not added again."]
    assert len(materials()) == len(objects(app)) == 1


def test_a_link_is_added_and_changed(client, path):
    page = client.get(f"{path}/link")
    for bad in ("", "http://example.org/a", "javascript:alert(1)", "https://a b/"):
        answer = client.submit(page, {"url": bad, "title": "Here"}, status=422)
        assert answer.errors()
        assert answer.html.find(id="title")["value"] == "Here"
    done = client.submit(page, {"url": "https://example.org/slides", "title": ""}, status=303)
    page = client.follow(done)
    link = page.html.main.find("a", href="https://example.org/slides")
    assert link["rel"] == ["noopener", "noreferrer"]
    row = materials()[0]
    form = client.get(f"{path}/{row.public_id}/replace")
    assert form.h1 == "Change the link"
    client.submit(form, {"url": "https://example.org/better", "title": "Better"}, status=303)
    (row,) = materials()
    assert (row.title, [v.url for v in row.versions]) == (
        "Better",
        ["https://example.org/slides", "https://example.org/better"],
    )


def test_replacing_keeps_the_older_version(client, path, slot):
    row = add(slot, title="Quiet")
    data = a_pdf(pages=2)
    page = client.follow(send(client, f"{path}/{row.public_id}/replace", data, "Quiet 2.pdf"))
    assert "It is replaced" in page.text
    assert "Older versions" in page.text
    assert "Quiet 2.pdf" in page.text and "Slides.pdf" in page.text
    page = send(client, f"{path}/{row.public_id}/replace", b"x", "a.pdf", status=422)
    assert page.h1 == "Replace the file" and page.errors()


def test_withdrawing_and_putting_back(client, path, slot):
    add(slot)
    page = client.follow(client.submit(client.get(path), action="/withdraw", status=303))
    assert "Only who presents and the organisers see it" in page.text
    page = client.follow(client.submit(page, action="/restore", status=303))
    assert "It is back" in page.text and materials()[0].withdrawn_at is None


def test_another_sessions_materials_are_not_there(client, event, path, slot):
    other = a_slot(event, "Other", start="14:00", end="15:00")
    nia = a_desk(event, "nia@example.org", "Nia")
    presents(other, nia)
    theirs = add(other)
    elsewhere = path.replace(slot.session.slug, other.session.slug)
    client.get(elsewhere, status=404)
    client.get(f"{elsewhere}/file", status=404)
    for base in (path, elsewhere):
        client.get(f"{base}/{theirs.public_id}/replace", status=404)
        token = client.get(f"{path}/link").html.find("input", {"name": "csrf_token"})["value"]
        for verb in ("withdraw", "restore", "replace"):
            client.post(f"{base}/{theirs.public_id}/{verb}", {"csrf_token": token}, status=404)
    assert materials()[0].withdrawn_at is None


def test_a_full_session_says_why_nothing_can_be_added(client, path, slot):
    for number in range(20):
        add(slot, url=f"https://example.org/{number}", kind="link")
    page = client.get(path)
    assert "A session can have 20 of these at most" in page.text
    assert "Add slides" not in page.text
    page = client.submit(client.get(f"{path}/link"), {"url": "https://example.org/"}, status=422)
    assert page.errors() == [
        "A session can have 20 of these at most. Withdraw one first, or replace one."
    ]


def test_what_is_the_organisers_own_stays_theirs(client, path, slot):
    """What they withdrew is not put back at a desk, and the recording's address not changed there."""
    add(slot)
    with transaction() as session:
        row = session.scalars(select(Material)).one()
        row.withdrawn_at, row.withdrawn_by = clock.now(), "orla@example.org"
    page = client.get(path)
    assert "Somebody else withdrew this" in page.text and "Put it back" not in page.text
    data = {
        "csrf_token": client.get(f"{path}/link").html.find("input", {"name": "csrf_token"})["value"]
    }
    ref = materials()[0].public_id
    assert "Ask them" in client.post(f"{path}/{ref}/restore", data, status=422).text
    assert materials()[0].withdrawn_at is not None
    with transaction() as session:
        row = session.scalars(select(Material)).one()
        row.withdrawn_at, row.kind = None, "recording"
    assert not client.get(path).html.find("a", href=f"{path}/{ref}/replace")
    assert "The organisers added" in client.post(f"{path}/{ref}/replace", data, status=422).text
    assert len(materials()[0].versions) == 1
