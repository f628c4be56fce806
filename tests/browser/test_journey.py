"""The whole chain in a browser: programme, booking, mail, waiting list, the day, the certificate, and
the organiser who makes it all. Every page on the way is looked at by axe."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image

from tests.browser.conftest import ROOT
from tests.support.builders import a_member, a_registration, a_room, a_slot, an_event, at

ORGANISER = "orla@example.org"


@pytest.fixture
def event(app):
    event = an_event()
    room = a_room(event, "Studio A", capacity=100)
    a_slot(event, "Setting up a podcast", room=room, services=("suffolk",))
    full = a_slot(event, "Filming rhyme time", start="13:00", end="13:45", capacity=1, room=room)
    a_registration(event, [full], name="Ada First", email="ada@example.org")
    return event


def mail_about(reader, send_mails, words: str) -> str:
    """The text of the newest mail in the development mailbox with these words in its subject."""
    send_mails()
    reader.open("/mailbox")
    reader.follow(words)
    return reader.text


def sign_in(reader, send_mails, clock, address=ORGANISER) -> None:
    clock.at += timedelta(minutes=1)
    reader.open("/sign-in")
    reader.fill("Email", address)
    reader.press("Send me a code")
    code_page = reader.page.url
    code = re.search(r"\b(\d{6})\b", mail_about(reader, send_mails, "your code"))[1]
    reader.open(code_page)
    reader.fill("The six digits", code)
    reader.press("Sign in", exact=True)


def register(reader) -> None:
    reader.open("/next/programme")
    reader.follow("Setting up a podcast")
    assert "99 places left" in reader.text or "100 places left" in reader.text
    reader.follow("Book this session")
    reader.fill("Your full name", "Siân ŷ Test")
    reader.fill("Your work email", "sian@example.org")
    box = reader.page.get_by_role("combobox")
    box.fill("no such service")
    reader.press("Continue to sessions")
    assert reader.page.title().startswith("Error: ")
    assert box.input_value() == "no such service"
    box.fill("caerdydd")
    reader.page.get_by_role("option").first.click()
    reader.fill("Is there anything you need", "Captions, please")
    reader.press("Continue to sessions")
    assert "Full" in reader.text
    reader.page.get_by_label("Filming rhyme time").check()
    reader.press("Check your answers")
    assert "Cardiff" in reader.text and "Siân ŷ Test" in reader.text
    assert "1 session you chose is full" in reader.text
    reader.press("Book my places")


def test_from_the_programme_to_the_checked_certificate(event, reader, send_mails, clock, tmp_path):
    register(reader)
    assert "You are registered" in reader.text
    assert "You do not have a place yet in" in reader.text
    reference = reader.page.locator(".bc-reference").inner_text()

    mail = mail_about(reader, send_mails, "Your places at")
    assert reference in mail and "You do NOT have a place yet in:" in mail
    mine = re.search(rf"{ROOT}/p/\w+", mail)[0]

    give_up_the_place_of_ada(reader, send_mails)
    offer = mail_about(reader, send_mails, "is held for you until")
    reader.open(re.search(rf"{ROOT}/p/\w+/answer/\w+", offer)[0])
    reader.press("Yes, I take the place")
    assert "You took the place. It is yours now." in reader.text
    assert "Siân ŷ Test" in mail_about(reader, send_mails, "You now have a place")
    reader.open(mine)
    assert reader.page.get_by_text("You have a place", exact=True).count() == 2

    clock.at = at("10:00")
    reader.follow("Join", exact=True)
    assert "You can join from 10:15" in reader.text
    clock.at = at("10:25")
    reader.page.reload()
    assert "owl-42" not in reader.page.content()
    reader.press("Join", exact=True)
    assert "owl-42" in reader.text and "01632 960001" in reader.text
    meeting = reader.page.get_by_role("link", name="Open the meeting").get_attribute("href")
    assert meeting == "https://meet.example.org/studio-a"

    clock.at = at("18:00")
    reader.open(mine)
    take_the_certificate(reader, mine, tmp_path)


def give_up_the_place_of_ada(reader, send_mails) -> None:
    reader.open("/next/lost-link")
    reader.fill("Your email address", "ada@example.org")
    reader.press("Send my link")
    link = re.search(rf"{ROOT}/p/\w+", mail_about(reader, send_mails, "Your link for"))[0]
    reader.open(link)
    reader.press("Give up this place")
    assert "You gave up a place." in reader.text


def take_the_certificate(reader, mine, folder) -> None:
    reader.open(mine + "/certificate")
    reader.press("Get my certificate")
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("link", name=re.compile("PDF")).first.click()
    pdf = folder / "certificate.pdf"
    waiting.value.save_as(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    )
    assert "Siân ŷ Test" in text.stdout and "Setting up a podcast" in text.stdout
    assert "Filming rhyme time" not in text.stdout
    subprocess.run(["pdftoppm", "-r", "150", "-png", pdf, folder / "page"], check=True)
    picture = Image.open(next(folder.glob("page*.png")))
    address = zxingcpp.read_barcodes(picture)[0].text
    assert address.startswith(f"{ROOT}/verify/")
    reader.open(address)
    assert "Siân ŷ Test" in reader.text and "genuine" in reader.text.lower()


def test_registering_without_scripts_on_a_small_screen(event, phone):
    phone.goto(f"{ROOT}/next/register")
    phone.get_by_label("Your full name").fill("Phone Person")
    phone.get_by_label("Your work email").fill("not an address")
    phone.get_by_label("Your library service").select_option("gateshead")
    phone.get_by_role("button", name="Continue").click()
    assert phone.title().startswith("Error: ")
    assert phone.get_by_label("Your full name").input_value() == "Phone Person"
    phone.get_by_label("Your work email").fill("phone@example.org")
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_label("Setting up a podcast").check()
    phone.get_by_role("button", name="Check your answers").click()
    phone.get_by_role("button", name="Book my places").click()
    assert "You are registered" in phone.inner_text("main")
    phone.get_by_role("link", name="Open my day").click()
    phone.get_by_role("button", name="Give up this place").click()
    assert "You gave up a place." in phone.inner_text("main")


def test_an_organiser_makes_an_event_and_publishes_it(event, reader, send_mails, clock):
    a_member(None)
    sign_in(reader, send_mails, clock)
    reader.open("/events")
    reader.follow("Create an event")
    reader.fill("Name of the event", "Bootcamp of the North")
    reader.fill("Its address", "north")
    reader.fill("Day", "2027-09-09")
    reader.page.get_by_label("Half day").check()
    reader.press("Create the event")
    for page in ("details", "windows", "rules", "words", "team", "rooms", "sessions", "people"):
        reader.open(f"/north/manage/{page}")
    reader.open("/north/manage/publish")
    assert reader.page.get_by_role("button", name="Publish the event").count() == 0
    reader.open("/north/manage/words")
    reader.fill("Address for questions", "north@example.org")
    reader.page.locator("main form button[type=submit]").last.click()
    reader.look()
    reader.open("/north/manage/new-session")
    reader.fill("Title", "A first session")
    reader.page.locator("main form button[type=submit]").last.click()
    reader.look()
    reader.open("/north/manage/sessions/a-first-session")
    reader.follow("Give it a time and room")
    reader.fill("Starts at", "10:30")
    reader.fill("Ends at", "11:15")
    reader.press("Save in the draft")
    reader.open("/north/manage/release")
    reader.press("Show who will be told")
    reader.press("Release now")
    reader.open("/north/manage/publish")
    reader.press("Publish")
    reader.open("/north/programme")
    assert "A first session" in reader.text


def test_an_organiser_runs_the_day(event, reader, send_mails, clock):
    a_member(event)
    clock.at = at("12:50")
    sign_in(reader, send_mails, clock)
    for page in (
        "",
        "people",
        "waiting",
        "attendance",
        "certificates",
        "mails",
        "rooms",
        "sessions",
    ):
        reader.open(f"/next/manage/{page}")
    reader.open("/next/manage/people")
    reader.follow("Ada First")
    assert "Filming rhyme time" in reader.text
    clock.at = at("13:10")
    reader.open("/next/manage/attendance")
    reader.follow("Filming rhyme time")
    reader.page.get_by_label("Was there", exact=True).check()
    reader.press("Save attendance")
    assert "Attendance is saved." in reader.text
    reader.open("/next/manage/mails")
    assert "Ada First" in reader.text or "ada@example.org" in reader.text
