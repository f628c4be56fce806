"""Uploading in a browser: too large is said before it is sent, a refusal takes the place of the form, a file
on its way can be stopped, and all of it works without scripts."""

from __future__ import annotations

import pytest

from app.kernel.transaction import transaction
from app.programme.models import Speaker
from tests.support.builders import a_slot, an_event
from tests.support.files import a_pdf, a_pptx
from tests.support.proposals import a_desk, desk_path


@pytest.fixture
def path(app):
    event = an_event()
    slot = a_slot(event, "Quiet rooms")
    desk = a_desk(event)
    with transaction() as session:
        session.add(Speaker(session_id=slot.session_id, person_id=desk.person_id, role="Librarian"))
    return f"{desk_path(event, 'sam@example.org')}/sessions/{slot.session.slug}/materials"


def choose(page, name, data):
    page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": data})


def send(page):
    page.get_by_role("button", name="Add it").click()


def error(reader):
    return reader.page.locator(".govuk-error-message").inner_text()


def test_with_scripts(path, reader, send_mails):
    reader.open(path)
    reader.follow("Add slides")
    reader.page.evaluate("document.querySelector('form[data-upload]').dataset.largest = '1000000'")
    choose(reader.page, "large.pdf", a_pdf() + b" " * 1_000_000)
    reader.press("Add it")
    assert "larger than 100 MB" in error(reader)
    assert reader.page.evaluate("document.activeElement.id") == "file"
    choose(reader.page, "deck.pptx", a_pptx(more={"ppt/vbaProject.bin": b"x"}))
    send(reader.page)
    reader.page.get_by_text("There is a problem").wait_for()
    reader.look()
    assert reader.page.title().startswith("Error: ")
    assert "macros or other programs" in error(reader)
    choose(reader.page, "Slides.pdf", a_pdf(pages=2))
    send(reader.page)
    reader.page.get_by_text("It is added.").wait_for()
    reader.look()
    send_mails()
    reader.open(path)
    assert reader.page.get_by_role("img", name="Page 2 of Slides").is_visible()


def test_one_on_its_way_can_be_stopped(path, reader):
    reader.open(f"{path}/file")
    reader.page.route("**/file", lambda _route: None)  # the answer never comes
    choose(reader.page, "Slides.pdf", a_pdf())
    reader.press("Add it")
    bar = reader.page.get_by_role("progressbar", name="Slides.pdf")
    assert bar.is_visible()
    assert reader.page.evaluate("document.activeElement.textContent") == "Cancel"
    reader.press("Cancel")
    assert error(reader).endswith("Cancelled. Nothing was added.")
    assert bar.count() == 0
    assert reader.page.get_by_role("button", name="Add it").is_enabled()


def test_a_lost_connection_is_said(path, reader):
    reader.open(f"{path}/file")
    reader.page.route("**/file", lambda route: route.abort())
    choose(reader.page, "Slides.pdf", a_pdf())
    send(reader.page)
    reader.page.get_by_text("The connection was lost").wait_for()


def test_without_scripts(path, phone):
    phone.goto(f"http://bootcamp.test{path}/file")
    choose(phone, "slides.png", a_pdf())
    send(phone)
    assert "it is a PDF" in phone.inner_text("main")
    choose(phone, "Slides.pdf", a_pdf())
    send(phone)
    assert "It is added." in phone.inner_text("main")
