"""A session that is sold out, in a browser: joining its list, more places, the offer in the mailbox, taking
it; the person who waits has no scripts and a small screen. Axe looks at every page on the way."""

from __future__ import annotations

import re

import pytest

from app.kernel.database import db
from tests.browser.conftest import ROOT, Reader
from tests.browser.test_journey import mail_about, sign_in
from tests.support.builders import a_member, a_registration, a_room, a_slot, an_event

TITLE = "Filming rhyme time"


@pytest.fixture
def event(app):
    """A place in the event for everybody, one in the session."""
    event = an_event()
    slot = a_slot(event, TITLE, room=a_room(event, "Studio A", capacity=30), capacity=1)
    a_registration(event, [slot], name="Ada First", email="ada@example.org")
    a_member(event)
    db.session.commit()
    return event


class SmallReader(Reader):
    """Without scripts axe cannot run, so `other` looks at the same address (after a post: the form anew)."""

    def __init__(self, page, other) -> None:
        super().__init__(page)
        self.other = other

    def look(self) -> None:
        self.page.wait_for_load_state("load")
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{self.page.url} is {width} px too wide"
        self.other.open(self.page.url)


@pytest.fixture
def mair(phone, reader):
    return SmallReader(phone, reader)


def register(mair) -> None:
    mair.open("/next/programme")
    assert "Full" in mair.text
    mair.follow(TITLE)
    mair.follow("Join the waiting list")
    mair.fill("Your full name", "Mair Pŵll")
    mair.fill("Your work email", "mair@example.org")
    mair.page.get_by_label("Your library service").select_option("gwynedd")
    mair.press("Continue")
    assert "Full: you would be first on the waiting list" in mair.text
    mair.press("Check your answers")
    assert "You would be on its waiting list and would not have a place yet." in mair.text
    mair.press("Book my places")
    assert "You do not have a place yet in" in mair.text
    mair.follow("Open my day")
    assert "You do not have a place yet." in mair.text and "Leave the waiting list" in mair.text


def raise_places(reader) -> None:
    """From the overview to the list and the number of places."""
    reader.open("/next/manage/")
    reader.follow("1 session has a waiting list")
    assert "Mair Pŵll" in reader.text and "1 of 1 places taken" in reader.text
    reader.follow("Change places")
    reader.fill("Number of places", "2")
    reader.press("Save places")
    reader.open("/next/manage/waiting")
    assert (
        "Offers nobody has answered yet" in reader.text and "1 of them is an offer" in reader.text
    )
    for page in ("turned-away", "fairness", "fairness/try?more=1", "codes", "groups", "reconfirm"):
        reader.open(f"/next/manage/{page}")


def test_a_sold_out_session_goes_on_to_who_waits(event, reader, mair, send_mails, clock):
    register(mair)
    my_day = mair.page.url
    sign_in(reader, send_mails, clock)
    raise_places(reader)
    offer = mail_about(reader, send_mails, "is held for you until")
    mair.open(my_day)
    assert "Held for you" in mair.text
    mair.open(re.search(rf"{ROOT}/p/\w+/answer/\w+", offer)[0])
    assert "You do not have it until you take it." in mair.text
    mair.press("Yes, I take the place")
    assert "You took the place. It is yours now." in mair.text
    assert "Mair Pŵll" in mail_about(reader, send_mails, "You now have a place")
    reader.open("/next/manage/waiting")
    assert "Nobody is waiting." in reader.text
