"""From the call to the slides on the public page, in a browser: a session in Welsh by two services, a
reviewer who is kept away from it, a reserve that moves up. Every page on the way is looked at by axe."""

from __future__ import annotations

import re

import pikepdf
import pytest

from tests.browser.conftest import Reader
from tests.browser.test_journey import mail_about, sign_in
from tests.support.builders import a_member, a_room, an_event

TITLE = "Straeon digidol dwyieithog"
ELERI, GWIL, FINN, KAY = (f"{name}@example.org" for name in ("eleri", "gwil", "finn", "kay"))
KIRKLEES, POWYS = "kirklees.reviewer@example.org", "powys.reviewer@example.org"


@pytest.fixture
def event(app):
    event = an_event()
    a_member(event)
    a_room(event, "Lounge", capacity=60)
    return event


@pytest.fixture
def other(browser):
    """A second person at a second browser, on a phone, with scripts."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_default_timeout(10_000)
    return Reader(page)


@pytest.fixture
def slides(tmp_path):
    path = tmp_path / "Straeon digidol ŵ.pdf"
    document = pikepdf.new()
    document.add_blank_page(page_size=(720, 405))
    document.save(path)
    return path


def first_mail(reader, send_mails, words):
    """Opens the desk's link of the newest mail with these words in its subject."""
    mail_about(reader, send_mails, words)
    reader.open(re.search(r"/s/[0-9a-f]{40,}", reader.page.inner_html("main"))[0])


def opens_the_call(reader, send_mails, clock):
    sign_in(reader, send_mails, clock)
    reader.open("/next/manage/call")
    reader.fill("What you ask for", "Show each other what works.")
    reader.fill("Opens", "2027-05-01T09:00")
    reader.fill("Closes", "2027-05-20T17:00")
    reader.press("Save")
    reader.open("/next/manage/reviewers/rules")
    reader.fill("Reviewing opens", "2027-05-01T09:00")
    reader.fill("Reviewing closes", "2027-05-30T17:00")
    reader.page.get_by_label("Reviewers see no names and no library services").check()
    reader.press("Save")


def proposes(reader, send_mails):
    """Eleri of Gwynedd begins, writes page after page, asks Gwil of Powys, and sends."""
    reader.open("/next/")
    reader.follow("Propose a session")
    reader.follow("Begin a proposal")
    reader.fill("Your full name", "Eleri Ŵyn")
    reader.fill("Your work email", ELERI)
    reader.fill("Working title", TITLE)
    reader.page.get_by_role("combobox").fill("gwynedd")
    reader.page.get_by_role("option").first.click()
    reader.press("Begin")
    assert "Check your mail" in reader.text
    first_mail(reader, send_mails, "Straeon")
    reader.follow("Go on writing")
    reader.page.get_by_label("Talk, 45 minutes").check()
    reader.page.get_by_label("Welsh", exact=True).check()
    reader.press("Save and continue")
    reader.fill("What it is about", "Straeon gan bobl leol, yn y ddwy iaith.")
    reader.press("Save and continue")
    reader.fill("Your role", "Swyddog Digidol")
    reader.press("Save and continue")


def test_from_the_call_to_the_slides(event, reader, other, send_mails, clock, slides):
    opens_the_call(reader, send_mails, clock)
    proposes(reader, send_mails)
    print(reader.page.url, reader.text)
    raise SystemExit
