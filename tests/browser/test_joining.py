"""Being early at the join page: the time where the reader is, and the button that comes by itself."""

import pytest

from app.accounts import queries as accounts
from tests.support.builders import a_registration, a_slot, an_event, at
from tests.support.doors import booking_of


@pytest.fixture
def door(app) -> str:
    ada = a_registration(event := an_event(), [a_slot(event)])
    ref = booking_of(ada).public_id
    return accounts.url_of(accounts.links_of([ref], "join")[ref])


@pytest.mark.parametrize(
    ("zone", "where"),
    [
        ("Europe/Paris", "Thursday 11:15 (Paris)"),
        ("Europe/London", None),
        ("Europe/Guernsey", None),
    ],
)
def test_the_time_in_the_readers_zone(door, browser, clock, zone, where):
    clock.at = at("09:50")
    page = browser.new_context(timezone_id=zone).new_page()
    page.goto(door)
    line = page.locator("[data-in-own-zone]")
    assert line.is_visible() == (where is not None)
    if where:
        assert line.inner_text().endswith(where)
    assert "You can join from 10:15 (London time)" in page.inner_text("main")


def test_the_button_comes_by_itself(door, reader, clock):
    clock.at = at("10:14")
    reader.page.clock.install()
    reader.open(door)
    reader.look()
    assert reader.page.get_by_role("button", name="Join").count() == 0
    clock.at = at("10:15")
    reader.page.clock.fast_forward(65_000)
    reader.page.get_by_role("button", name="Join").wait_for()
    reader.look()
