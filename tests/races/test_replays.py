"""The same press again: a double click, the back button, two tabs, a lost answer, twenty at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app import create_app
from app.kernel.database import db
from app.mail.models import OutboxMessage
from app.registration.invariants import broken
from app.registration.models import Booking, Registration
from tests.races.race import environment, prepare, up_to_the_last_button
from tests.races.servers import Browser, running
from tests.support.databases import KINDS, make_database, settings_for

AT_ONCE = 20


@pytest.fixture(params=KINDS)
def site(request, tmp_path):
    kind = request.param
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    database = make_database(
        kind, tmp_path, server, f"replays_{request.node.name.split('[')[0][5:40]}"
    )
    app = create_app(settings_for(database.url, tmp_path, PUBLIC_URL="http://127.0.0.1:8000"))
    environ = {name: str(value) for name, value in environment(database.url, tmp_path).items()}
    with app.app_context():
        slot_ref = prepare(kind, 1)
    with running(environ, log=tmp_path / "server.log") as port, app.app_context():
        yield port, slot_ref
        assert broken() == []
        db.session.remove()
        db.engine.dispose()


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def at_once(press):
    barrier = Barrier(AT_ONCE)

    def one(number):
        barrier.wait(timeout=60)
        return press(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def a_copy(browser: Browser) -> Browser:
    """The same cookies on a connection of its own."""
    copy = Browser(browser.port)
    copy.cookies = dict(browser.cookies)
    return copy


def test_twenty_presses_of_the_last_button_are_one_registration_and_one_answer(site):
    port, slot_ref = site
    browser = Browser(port)
    check = up_to_the_last_button(browser, slot_ref, 1)
    answers = at_once(lambda _n: a_copy(browser).submit(check, {}, "/next/register"))
    assert len(set(answers)) == 1 and "You have a place in" in answers[0]
    assert [count(m) for m in (Registration, Booking, OutboxMessage)] == [1, 1, 1]


def test_two_tabs_of_one_person_are_one_registration(site):
    port, slot_ref = site
    browsers = [Browser(port), Browser(port)]
    checks = [up_to_the_last_button(browser, slot_ref, 1) for browser in browsers]
    answers = [
        browser.submit(check, {}, "/next/register")
        for browser, check in zip(browsers, checks, strict=True)
    ]
    assert "You are registered" in answers[0] and "Check your mail" in answers[1]
    assert [count(m) for m in (Registration, Booking, OutboxMessage)] == [1, 1, 2]


def test_back_and_again_with_other_answers_gives_the_first_answer(site):
    port, slot_ref = site
    browser = Browser(port)
    check = up_to_the_last_button(browser, slot_ref, 1)
    first = browser.submit(check, {}, "/next/register")
    back = browser.submit(check, {"go": "sessions"}, "/next/register")
    assert back == first
    assert count(Registration) == 1


def test_twenty_people_press_give_up_on_one_place_once(site):
    port, slot_ref = site
    browser = Browser(port)
    done = browser.submit(up_to_the_last_button(browser, slot_ref, 1), {}, "/next/register")
    for number in (2, 3):
        other = Browser(port)
        other.submit(up_to_the_last_button(other, slot_ref, number), {}, "/next/register")
    path = "/p/" + done.split("/p/", 1)[1].split('"', 1)[0]
    page = browser.get(path)
    form = page.split('name="booking"', 1)[1].split(">", 1)[0]
    booking = form.split('value="', 1)[1].split('"', 1)[0]
    at_once(lambda _n: a_copy(browser).submit(page, {"booking": booking}, f"{path}/give-up"))
    db.session.rollback()
    states = db.session.scalars(select(Booking.state).order_by(Booking.id)).all()
    assert states == ["cancelled", "offered", "waiting"]
    names = [m.rsplit("/", 1)[-1] for m in db.session.scalars(select(OutboxMessage.template))]
    assert sorted(names) == ["given_up", "offered", "registered", "registered", "registered"]
