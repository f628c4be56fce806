"""Standing by in a browser: the page looks again by itself, and says what came of it."""

import pytest

from app.accounts import queries as accounts
from tests.support.builders import a_registration, a_room, a_slot, an_event, at
from tests.support.doors import booking_of

LOOK_AGAIN = 20_000  # milliseconds


@pytest.fixture
def people(app):
    event = an_event()
    slot = a_slot(event, room=a_room(event, capacity=1))
    return [a_registration(event, [slot], name=name) for name in ("Ada", "Ben", "Cal")]


def door(registration) -> str:
    ref = booking_of(registration).public_id
    return accounts.url_of(accounts.links_of([ref], "join")[ref])


def test_the_page_lets_in_by_itself(people, reader, phone, clock):
    clock.at = at("10:30")
    reader.page.clock.install()
    reader.open(door(people[2]))
    reader.press("Stand by")
    status = reader.page.locator("[data-stand-by-status]")
    assert "0 people who stand by are before you." in status.inner_text()
    phone.goto(door(people[1]))  # without scripts
    phone.get_by_role("button", name="Stand by").click()
    assert phone.get_by_role("button", name="Look again").is_visible()
    with reader.page.expect_response(lambda answer: "/stand-by" in answer.url):
        reader.page.clock.fast_forward(LOOK_AGAIN)
    reader.page.get_by_text("1 person who stands by is before you.").wait_for()
    reader.look()
    clock.at = at("10:35")  # Ben has gone: nothing was heard of him for 90 seconds
    reader.page.clock.fast_forward(LOOK_AGAIN)
    reader.page.get_by_text("Open the meeting").wait_for()
    reader.look()
    assert "owl-42" in reader.text
    assert reader.page.evaluate("document.activeElement.tagName") == "H1"
    live = reader.page.locator("[aria-live=polite]").last
    assert live.inner_text() == "We noted that you joined."
    phone.get_by_role("button", name="Look again").click()
    assert "0 people who stand by are before you." in phone.inner_text("main")
