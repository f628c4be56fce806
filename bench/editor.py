"""The timetable editor with 200 sessions: a move, all warnings, its state, and a drop in Chromium."""

from __future__ import annotations

import secrets
import shutil
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from playwright.sync_api import sync_playwright

from app import create_app
from app.accounts.models import Device, Person
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock, tokens
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.pages.workshop.gathering import warnings_of
from app.programme.models import Room, Session, SessionService, Slot, Speaker
from app.registration.enums import PlaceState
from app.registration.models import Booking, Registration
from app.timetable import actions, queries
from app.timetable.models import Placement
from bench import stand
from config import load_settings
from tests.support.builders import a_member, a_service, an_event, at

ROOMS, TIMES, PEOPLE, BOOKINGS = 20, 10, 1500, 4  # 200 sessions; 6,000 places in them
ORLA = "orla@example.org"
REPEATS = 40
SLUG = "large"


def measured() -> dict[str, float]:
    with stand.folder() as folder:
        environ = {**stand.ENVIRON, "INSTANCE_PATH": str(folder / "instance")}
        stand.flask(environ, "db", "upgrade")
        app = create_app(load_settings(environ))
        with app.app_context():
            fill()
            numbers = _in_process()
            cookie = signed_in(app)
        with stand.site(environ, folder, with_worker=False) as site:
            numbers |= _over_http(app, site, cookie)
            numbers |= _in_chromium(site, cookie)
    return numbers


def fill() -> None:
    """Ten sessions after each other in each of twenty rooms, presenters, and people with places."""
    event = an_event(SLUG)
    a_member(event, email=ORLA)
    service = a_service()
    now = clock.now()
    with transaction() as session:
        rooms = [
            Room(event_id=event.id, slug=f"room-{n}", name=f"Room {n}", capacity=100, position=n)
            for n in range(ROOMS)
        ]
        people = [_person(f"presenter{n}") for n in range(ROOMS * TIMES)]
        session.add_all([*rooms, *people])
        session.flush()
        slots = []
        for n in range(ROOMS * TIMES):
            item = Session(
                event_id=event.id, slug=f"s-{n}", title=f"Session number {n}", updated_at=now
            )
            session.add(item)
            session.flush()
            session.add(SessionService(session_id=item.id, service_id=service.id))
            session.add(Speaker(session_id=item.id, role="Speaker", person_id=people[n].id))
            begun = at("09:00") + timedelta(minutes=50 * (n // ROOMS))
            slots.append(
                Slot(
                    event_id=event.id,
                    session=item,
                    room=rooms[n % ROOMS],
                    starts_at=begun,
                    ends_at=begun + timedelta(minutes=45),
                    updated_at=now,
                )
            )
        session.add_all(slots)
        session.flush()
        session.add_all([_placement(slot) for slot in slots])
        _book(event, slots)


def _person(name: str) -> Person:
    return Person(email=f"{name}@example.org", name=name, name_key=name, created_at=clock.now())


def _placement(slot: Slot) -> Placement:
    return Placement(
        public_id=slot.public_id,
        event_id=slot.event_id,
        session_id=slot.session_id,
        slot_id=slot.id,
        room_id=slot.room_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        updated_at=slot.updated_at,
    )


def _book(event: Event, slots: list[Slot]) -> None:
    """Each person at four different times."""
    session = db.session
    people = [_person(f"attendee{n}") for n in range(PEOPLE)]
    session.add_all(people)
    session.flush()
    registrations = [
        Registration(
            reference=f"R{n}",
            event_id=event.id,
            person_id=person.id,
            state=PlaceState.CONFIRMED,
            form_token=f"form-{n}",
            asked_at=clock.now(),
        )
        for n, person in enumerate(people)
    ]
    session.add_all(registrations)
    session.flush()
    for n, one in enumerate(registrations):
        for number in range(BOOKINGS):
            slot = slots[(number * 2 * ROOMS) + (n + number * 7) % ROOMS]
            session.add(
                Booking(
                    registration_id=one.id,
                    slot_id=slot.id,
                    state=PlaceState.CONFIRMED,
                    asked_at=clock.now(),
                )
            )


def signed_in(app: Flask) -> str:
    """The cookie of a browser of the organiser."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(
            Device(
                token_digest=tokens.digest(token),
                email=ORLA,
                signed_in_at=clock.now(),
                expires_at=clock.now() + timedelta(days=1),
            )
        )
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = token
    found = client.get_cookie("bootcamp")
    assert found is not None
    return str(found.value)


def _in_process() -> dict[str, float]:
    event = events.by_slug(SLUG)
    assert event is not None

    def warn() -> None:
        db.session.rollback()
        warnings_of(event)

    def move() -> None:
        row = queries.placements(event.id)[0]
        turn = timedelta(minutes=5 if row.version % 2 else -5)
        begun = time.process_time()
        with transaction():
            actions.move(
                row,
                row.room,
                starts_at=row.starts_at + turn,
                ends_at=row.ends_at + turn,
                seen=row.version,
                now=clock.now(),
                actor=ORLA,
            )
        moves.append((time.process_time() - begun) * 1000)

    moves: list[float] = []
    wall, cpu = _timed(warn)
    for _ in range(REPEATS):
        move()
    return {
        "all warnings of 200 sessions, ms (aim 50)": wall,
        "all warnings of 200 sessions, CPU ms": cpu,
        "the action of a move, CPU ms": statistics.median(moves),
    }


def _over_http(app: Flask, site: stand.Stand, cookie: str) -> dict[str, float]:
    browser = site.browser()
    browser.cookies["bootcamp"] = cookie
    path = f"/{SLUG}/manage/timetable"
    page = browser.get(path)
    token = page.split('data-token="')[1].split('"')[0]
    with app.app_context():
        event = events.by_slug(SLUG)
        assert event is not None
        row = queries.placements(event.id)[-1]
        fields = {"what": "move", "ref": row.public_id, "room": row.room.slug}
        version = row.version
    count = iter(range(version, version + 10_000))

    def move() -> None:
        seen = next(count)
        starts, ends = ("18:00", "18:30") if seen % 2 else ("18:05", "18:35")
        more = {"starts": starts, "ends": ends, "seen": str(seen), "csrf_token": token}
        browser.submit("", {**fields, **more}, f"{path}/change")
        assert browser.statuses[-1] == 200, "moved"

    def look() -> None:
        browser.get(f"{path}/state")

    numbers: dict[str, float] = {}
    for name, act in (("a move with its answer", move), ("the state after it", look)):
        before = site.cpu_seconds()
        wall, _cpu = _timed(act)
        spent = (site.cpu_seconds() - before) / (REPEATS + 3) * 1000
        numbers |= {f"{name}, ms": wall, f"{name}, CPU ms": spent}
    return numbers


DROP = """async ([ref, minutes]) => {
  const card = document.querySelector(`[data-ref="${ref}"]`)
  const box = card.getBoundingClientRect()
  const at = (type, x, y) => card.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, button: 0, pointerType: 'mouse', clientX: x, clientY: y }))
  at('pointerdown', box.x + 30, box.y + 3)
  at('pointermove', box.x + 30, box.y + 20)
  at('pointermove', box.x + 30, box.y + 3 + minutes * 1.8)
  const begun = performance.now()
  const times = {}
  const said = document.querySelector('[data-timetable]')
  const saved = new Promise(done => said.addEventListener('bc-saved', done, { once: true }))
  at('pointerup', box.x + 30, box.y + 3 + minutes * 1.8)
  requestAnimationFrame(() => setTimeout(() => { times.painted = performance.now() - begun }))
  await saved
  times.saved = performance.now() - begun
  const old = document.querySelector('[data-part=warnings]').firstElementChild
  while (document.contains(old)) await new Promise(done => setTimeout(done, 2))
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  times.warned = performance.now() - begun
  return times
}"""


def _in_chromium(site: stand.Stand, cookie: str) -> dict[str, float]:
    """From letting go to the new place painted, to the server's answer, and to the warnings."""
    program = shutil.which("chromium")
    if program is None:
        return {}
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = started.new_context(viewport={"width": 1600, "height": 1000})
        home = f"http://127.0.0.1:{site.port}"
        context.add_cookies([{"name": "bootcamp", "value": cookie, "url": home}])
        page = context.new_page()
        page.goto(f"{home}/{SLUG}/manage/timetable")
        refs = page.evaluate(
            "[...document.querySelectorAll('.bc-slot[data-movable]')].slice(0, 3).map(one => one.dataset.ref)"
        )
        found: list[dict[str, Any]] = []
        for number in range(12):
            minutes = 5 if number // 3 % 2 == 0 else -5
            found.append(page.evaluate(DROP, [refs[number % 3], minutes]))
            page.wait_for_timeout(300)
        started.close()
    said = {"painted": "painted", "saved": "painted and answered (aim 100)", "warned": "warned"}
    return {
        f"a drop in Chromium until {words}, ms": statistics.median(one[name] for one in found)
        for name, words in said.items()
    }


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Median wall milliseconds, and CPU milliseconds of this process, of one."""
    for _ in range(3):
        act()
    walls, begun = [], time.process_time()
    for _ in range(REPEATS):
        start = time.perf_counter()
        act()
        walls.append((time.perf_counter() - start) * 1000)
    return statistics.median(walls), (time.process_time() - begun) / REPEATS * 1000


if __name__ == "__main__":
    for name, value in measured().items():
        print(f"{name:<56} {value:>9.2f}")
