"""A backup of one database restored into another, of the same kind or not: every row and file, mail held."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from app import create_app
from app.accounts import queries as accounts
from app.campaigns import actions as campaigns
from app.campaigns.queries import lines_of
from app.events.models import Event
from app.kernel.clock import SetClock
from app.kernel.database import db
from app.kernel.storage import new_key, storage
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import actions as mail
from app.mail.models import OutboxMessage
from app.mail.queries import route
from app.operations.backup import tables
from app.registration.models import Registration
from tests.conftest import START
from tests.support.builders import a_group, a_member, a_registration, a_room, a_slot, an_event
from tests.support.databases import KINDS, make_database, settings_for


@pytest.fixture
def full(app):
    """An event with people who wait, a group, needs, and a file."""
    event = an_event()
    a_member(event)
    slot = a_slot(event, room=a_room(event, capacity=3), capacity=1)
    a_registration(event, [slot], name="Ŵil O’Neill", needs="Captions")
    a_registration(event, [slot], name="Ben")
    a_group(event, 2)
    key = new_key()
    storage().write(key, iter([b"slides", b"\x00\xff"]))
    yield event, key
    storage().delete(key)


@pytest.fixture(params=KINDS)
def other(request, tmp_path):
    """An empty site on a database of its own, of either kind."""
    server = request.getfixturevalue("postgres_server") if request.param == "postgresql" else None
    name = f"restored_{tmp_path.name}".lower().replace("-", "_")
    database = make_database(request.param, tmp_path, server, name)
    made = create_app(settings_for(database.url, tmp_path), clock=SetClock(START))
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def everything() -> dict[str, list]:
    """All rows of all tables but the one that says that mail is held."""
    found = {}
    for table in tables():
        if table.name != "mail_route":
            rows = db.session.execute(select(table).order_by(*table.primary_key.columns))
            found[table.name] = [dict(row._mapping) for row in rows]
    db.session.rollback()
    return found


def run(app, *words):
    return app.test_cli_runner().invoke(args=["backup", *map(str, words)])


def test_every_row_and_file_comes_back_and_mail_is_held(app, full, other, tmp_path):
    file = tmp_path / "backup.zip"
    before = everything()
    assert run(app, "create", file).exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    with other.app_context():
        done = run(other, "restore", file)
        assert done.exit_code == 0, done.output
        assert everything() == before
        assert b"".join(storage().chunks(full[1])) == b"slides\x00\xff"
        state = route()
        assert state.held_at is not None and "Restored from the backup of" in state.held_because
        work_off()
        assert set(db.session.scalars(select(OutboxMessage.state))) == {"queued"}


def test_the_restored_site_goes_on(app, full, other, tmp_path):
    """Rows get new numbers, links open, access needs can be read, mail goes once it is released."""
    file = tmp_path / "backup.zip"
    run(app, "create", file)
    mine = db.session.scalars(select(Registration.public_id)).first()
    link = accounts.url_of(accounts.links_of([mine], "my")[mine]).removeprefix(
        "http://bootcamp.test"
    )
    with other.app_context():
        run(other, "restore", file)
        assert other.test_client().get(link, base_url="http://bootcamp.test").status_code == 200
        event = an_event("second")
        a_registration(event, [a_slot(event)], name="Zed")
        with transaction():
            stopped = mail.stop_waiting(because="went before")
            mail.release_route(now=START)
        work_off("mail")
        states = dict(
            db.session.execute(
                select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
            ).all()
        )
        assert stopped > 3 and states == {"stopped": stopped}
        a_registration(event, [], name="Yan")
        work_off("mail")
        assert "sent" in set(db.session.scalars(select(OutboxMessage.state)))


def test_only_into_an_empty_database(app, full, tmp_path):
    file = tmp_path / "backup.zip"
    run(app, "create", file)
    before = everything()
    refused = run(app, "restore", file)
    assert refused.exit_code == 1 and "restored into an empty one" in refused.output
    assert everything() == before and route().held_at is None


def _changed(file, **changes):
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | changes).encode()
    with ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(lambda f: _changed(f, key="0" * 16), "another SECRET_KEY", id="another key"),
        pytest.param(lambda f: _changed(f, revision="0001"), "version 0001 of the", id="version"),
        pytest.param(lambda f: f.write_bytes(b"PK not a zip"), "not a backup", id="no zip"),
        pytest.param(lambda f: f.write_bytes(f.read_bytes()[:-200]), "not a backup", id="cut off"),
        pytest.param(lambda f: f.unlink(), "cannot be read", id="not there"),
    ],
)
def test_what_cannot_be_restored_is_said_and_changes_nothing(
    app, full, other, tmp_path, spoil, said
):
    file = tmp_path / "backup.zip"
    run(app, "create", file)
    spoil(file)
    with other.app_context():
        empty = everything()
        refused = run(other, "restore", file)
        assert refused.exit_code == 1 and said in refused.output, refused.output
        assert everything() == empty and route().held_at is None


def test_a_row_that_cannot_be_read_takes_nothing_in(app, full, other, tmp_path):
    file = tmp_path / "backup.zip"
    run(app, "create", file)
    with ZipFile(file, "a") as archive:
        archive.writestr("tables/place_changes.jsonl", b'{"nonsense": 1}\n')
    with other.app_context():
        empty = everything()
        assert run(other, "restore", file).exit_code == 1
        assert everything() == empty


def _with(file, **parts):
    """The same backup with other parts."""
    with ZipFile(file) as archive:
        all_ = {name: archive.read(name) for name in archive.namelist()}
    all_ |= parts
    with ZipFile(file, "w") as archive:
        for name, data in all_.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param("files/../../escaped", lambda _: b"x", id="a path that leads elsewhere"),
        pytest.param("files/ab/../../escaped", lambda _: b"x", id="the same in the middle"),
        pytest.param("files//tmp/escaped", lambda _: b"x", id="an absolute path"),
        pytest.param("tables/outbox.jsonl", lambda data: data + data, id="a row twice"),
        pytest.param("tables/outbox.jsonl", lambda _: b"[1, 2]\n", id="a row that is a list"),
        pytest.param("tables/outbox.jsonl", lambda _: b"", id="rows are missing"),
        pytest.param("tables/people.jsonl", lambda _: b'{"id": {}}\n', id="a value of no kind"),
        pytest.param("tables/people.jsonl", lambda _: b"\xff\x00\n", id="no text"),
        pytest.param("manifest.json", lambda _: b"[]", id="a manifest of another kind"),
        pytest.param(
            "manifest.json",
            lambda data: re.sub(rb'"files": \d+', b'"files": "many"', data),
            id="a number that is none",
        ),
    ],
)
def test_what_somebody_changed_is_refused_and_leads_nowhere(
    app, full, other, tmp_path, name, change
):
    file = tmp_path / "backup.zip"
    run(app, "create", file)
    with ZipFile(file) as archive:
        data = archive.read(name) if name in archive.namelist() else b""
    _with(file, **{name: change(data)})
    with other.app_context():
        empty = everything()
        refused = run(other, "restore", file)
        assert refused.exit_code == 1 and "not a backup" in refused.output, refused.output
        assert everything() == empty
        assert not list(tmp_path.rglob("*escaped*"))


def test_a_site_with_something_in_it_keeps_its_files(app, full, tmp_path):
    file = tmp_path / "backup.zip"
    run(app, "create", file)
    storage().delete(full[1])
    storage().write(full[1], iter([b"newer"]))
    assert run(app, "restore", file).exit_code == 1
    assert b"".join(storage().chunks(full[1])) == b"newer"


def test_what_a_backup_had_still_to_write_is_stopped_with_what_waits(app, full, other, tmp_path):
    """It went long ago, on the site that is lost."""
    event, _ = full
    with transaction():
        campaigns.plan(event.id, now=START)
    file = tmp_path / "backup.zip"
    run(app, "create", file)
    with other.app_context():
        run(other, "restore", file)
        reminder = next(
            one for one in lines_of(db.session.get_one(Event, event.id)) if one.at > START
        )
        other.extensions["clock"].at = reminder.at + timedelta(minutes=1)
        assert other.test_cli_runner().invoke(args=["mail", "release", "--stop-waiting"]).output
        work_off()
        db.session.rollback()
        states = db.session.execute(select(OutboxMessage.template, OutboxMessage.state)).all()
        reminders = [state for template, state in states if template.startswith("campaigns/")]
        assert reminders and set(reminders) == {"stopped"}


def test_nothing_stands_under_the_name_before_it_is_whole(app, full, tmp_path, monkeypatch):
    file = tmp_path / "backup.zip"
    file.write_bytes(b"the one of yesterday")

    def breaks(_key):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage(), "chunks", breaks)
    refused = run(app, "create", file)
    assert refused.exit_code == 1 and "cannot be written: No space left" in refused.output
    assert file.read_bytes() == b"the one of yesterday"
    assert list(tmp_path.glob("*.part")) == []
