"""From the call to the slides on the public page, in a browser: a session in Welsh by two services, a
reviewer who is kept away from it, a reserve that moves up. Every page on the way is looked at by axe."""

from __future__ import annotations

import re

import pikepdf
import pytest

from app.kernel.database import db
from app.proposals import queries
from tests.browser.conftest import ROOT, Reader
from tests.browser.test_journey import mail_about, sign_in
from tests.support.builders import a_member, a_room, a_service, an_event
from tests.support.proposals import a_category, a_proposal, a_reviewer, desk_path

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
    reader.press("Make the call")
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
    first_mail(reader, send_mails, "Open your draft")
    reader.follow("Go on writing")
    reader.page.get_by_label("Talk, 45 minutes").check()
    reader.page.get_by_label("Welsh", exact=True).check()
    reader.press("Save and continue")
    reader.fill("What it is about", "Straeon gan bobl leol, yn y ddwy iaith.")
    reader.press("Save and continue")
    reader.fill("Your role", "Swyddog Digidol")
    reader.press("Save and continue")
    reader.fill("Their full name", "Gwil Tŷ")
    reader.fill("Their work email", GWIL)
    reader.page.get_by_role("combobox").fill("powys")
    reader.page.get_by_role("option").first.click()
    reader.fill("Their role", "Llyfrgellydd")
    reader.press("Ask them")
    reader.follow("Continue", exact=True)
    reader.page.get_by_label("Yes", exact=True).first.check()
    reader.press("Save and continue")
    assert TITLE in reader.text
    reader.press("Send it to the organisers")


def accepts_the_invitation(phone, event):
    """Gwil, without scripts, with the link of his mail."""
    phone.goto(ROOT + desk_path(event, GWIL))
    phone.get_by_role("link", name="Say yes or no").click()
    phone.get_by_label("Yes", exact=True).first.check()
    phone.get_by_role("button", name="Yes, I present it").click()


def reviews(other, send_mails, clock):
    """Somebody of Powys never sees what Powys presents; somebody of Kirklees scores it, blindly."""
    sign_in(other, send_mails, clock, POWYS)
    other.open("/next/manage/reviews")
    assert TITLE not in other.text
    assert "1 proposal of your own service is not shown to you" in other.text
    assert "Film for all" in other.text
    other.page.context.clear_cookies()
    sign_in(other, send_mails, clock, KIRKLEES)
    other.open("/next/manage/reviews")
    other.follow(TITLE)
    assert "Eleri" not in other.text and "Gwynedd" not in other.text
    other.page.get_by_label("Very much").first.check()
    other.press("Save your scores")


def decides(reader, event):
    reader.open("/next/manage/decisions")
    for title, decision in (
        (TITLE, "Accept"),
        ("Knitting", "Accept"),
        ("Film for all", "Reserve list"),
    ):
        reader.page.get_by_label(f"Decision about {title}").select_option(decision)
    reader.press("Save, and on to the mails")
    reader.press("Prepare the mails")
    assert reader.page.locator("tbody tr").count() == 4
    reader.press("Tell everybody: send 4 mails")


def answers(event, other, phone, reader, send_mails):
    """Yes for the Welsh session, no for the knitting, so that the film moves up and says yes."""
    send_mails()
    other.open(desk_path(event, ELERI))
    other.press("Yes, we come")
    phone.goto(ROOT + desk_path(event, KAY))
    phone.get_by_role("link", name="No, we cannot come").click()
    phone.get_by_role("button", name="No, we cannot come").click()
    reader.open("/next/manage/answers")
    reader.press("Move up: accept it")
    first_mail(other, send_mails, "A place for “Film for all”")
    other.press("Yes, we come")


def makes_sessions(reader, clock):
    reader.open("/next/manage/answers")
    reader.press("Make all 2 sessions of the programme")
    row = reader.page.locator("tr", has_text=TITLE)
    row.get_by_role("link", name="Its session").click()
    reader.look()
    reader.follow("Give it a time and room")
    reader.fill("Starts at", "10:30")
    reader.fill("Ends at", "11:15")
    reader.press("Save in the draft")
    reader.open("/next/manage/release")
    reader.press("Show who will be told")
    reader.press("Release now")


def uploads(event, other, slides, send_mails):
    """With the progress bar; the worker looks at the file, and says kindly what it lacks."""
    other.open(desk_path(event, ELERI))
    assert "10:30 to 11:15" in other.text
    other.follow("Slides and handouts")
    other.follow("Add slides")
    other.page.set_input_files("input[type=file]", slides)
    other.fill("What is it called?", "Sleidiau")
    other.page.get_by_role("button", name="Add it").click()
    other.page.wait_for_url("**/materials*")
    send_mails()
    other.open(other.page.url)
    assert "Sleidiau" in other.text


def releases(reader):
    reader.open("/next/manage/materials")
    reader.follow(TITLE)
    reader.follow("Who gets it, and when")
    reader.page.get_by_label("Everyone, on the public page").check()
    reader.fill("From when on?", "2027-05-01T09:00")
    reader.press("Save")


def test_from_the_call_to_the_slides_on_the_public_page(
    event, reader, other, phone, send_mails, clock, slides
):
    opens_the_call(reader, send_mails, clock)
    a_category(event)
    a_reviewer(event, email=KIRKLEES, service=a_service("kirklees"), name="Kit Review")
    a_reviewer(event, email=POWYS, service=a_service("powys"), name="Pia Review")
    a_proposal(event, "Film for all", lead=("Finn Film", FINN, a_service("kent")))
    a_proposal(event, "Knitting", lead=("Kay Knit", KAY, a_service("leeds")))
    proposes(other, send_mails)
    accepts_the_invitation(phone, event)
    other.page.context.clear_cookies()
    reviews(other, send_mails, clock)
    decides(reader, event)
    other.page.context.clear_cookies()
    answers(event, other, phone, reader, send_mails)
    makes_sessions(reader, clock)
    uploads(event, other, slides, send_mails)
    releases(reader)
    db.session.rollback()
    item = next(
        one.session
        for one in queries.in_states(event.id, ["confirmed"])
        if one.session.language == "cy"
    )
    phone.goto(f"{ROOT}/next/sessions/{item.slug}")
    assert "Gwynedd, Powys" in phone.inner_text("main")
    with phone.expect_download() as found:
        phone.get_by_role("link", name="Sleidiau").click()
    assert found.value.path().read_bytes() == slides.read_bytes()
