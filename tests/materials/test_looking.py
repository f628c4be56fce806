"""The worker looks at each file that came: scan, findings, pictures; what nobody knows is swept away."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel import clock, jobs, storage
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.storage import StorageAway
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.materials import actions
from app.materials.inspector import Looked
from app.materials.models import StoredFile
from app.materials.uploads import received
from tests.materials.conftest import add, objects
from tests.support.files import a_pdf, upload


def the_file() -> StoredFile:
    db.session.rollback()
    return db.session.scalars(select(StoredFile).order_by(StoredFile.id.desc())).first()


def test_without_a_scanner_a_file_is_looked_into(app, slot, desk):
    add(slot, a_pdf(pages=2, title=""))
    work_off("file")
    row = the_file()
    assert (row.scan, row.inspect_at, row.inspections) == ("not_configured", None, 1)
    assert row.findings == [{"code": "untitled", "slides": []}]
    assert row.thumbnails == 2
    assert objects(app) == [f"{row.storage_key}{end}" for end in ("", ".1.png", ".2.png")]


def test_a_clean_file_is_scanned_once_and_looked_into(clamd, slot, desk):
    data = a_pdf()
    add(slot, data)
    assert the_file().scan == "waiting"
    work_off("file")
    work_off("file")
    assert clamd.scanned == [data]
    assert (the_file().scan, the_file().thumbnails) == ("clean", 1)


def test_an_infected_file_is_told_to_who_sent_it_and_to_the_team(clamd, slot, desk, outbox):
    add(slot, a_pdf() + b"EICAR")
    work_off("file")
    row = the_file()
    assert (row.scan, row.thumbnails, row.findings, row.inspect_at) == ("infected", 0, None, None)
    mails = outbox(template="materials/email/infected")
    assert [mail.to_address for mail in mails] == ["sam@example.org", "team@example.org"]
    assert "/s/" in mails[0].text and "/s/" not in mails[1].text
    assert "Slides.\u200apdf" in mails[0].subject, "no program makes a link of a file's name"


def test_a_scanner_that_is_away_is_asked_again_later_and_later(clamd, slot, desk, clock):
    clamd.says = "no ERROR"
    add(slot)
    for minutes in (2, 4, 8):
        work_off("file")
        row = the_file()
        assert (row.scan, row.inspect_at) == ("failed", clock.now() + timedelta(minutes=minutes))
        work_off("file")
        assert the_file().inspections == row.inspections
        clock.at += timedelta(minutes=minutes)
    clamd.says = ""
    work_off("file")
    assert (the_file().scan, the_file().inspect_at) == ("clean", None)


def test_with_a_new_scanner_older_files_are_scanned_too(app, slot, desk, request):
    add(slot)
    work_off("file")
    assert the_file().scan == "not_configured"
    request.getfixturevalue("clamd")
    work_off("file")
    assert the_file().scan == "clean"


def test_without_the_scanner_that_it_waited_for_it_is_let_out(app, clamd, slot, desk):
    add(slot)
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, scanner=None)
    work_off("file")
    assert the_file().scan == "not_configured"
    app.config["SETTINGS"] = settings


def test_public_pages_follow_a_scan(clamd, slot, desk, event):
    add(slot)
    db.session.refresh(event)
    before = event.revision
    work_off("file")
    db.session.refresh(event)
    assert event.revision == before + 1


def test_a_worker_that_dies_over_a_file_loses_nothing(slot, desk, clock, monkeypatch):
    add(slot)

    def dies(*_args, **_more):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("app.materials.jobs.inspect", dies)
        with pytest.raises(SystemExit):
            work_off("file")
    db.session.rollback()
    assert the_file().inspect_at == clock.now() + timedelta(minutes=10)
    clock.at += timedelta(minutes=10)
    work_off("file")
    assert (the_file().inspect_at, the_file().thumbnails) == (None, 1)


def test_a_file_that_the_storage_has_lost_stays_a_row(app, slot, desk):
    add(slot)
    storage.storage().delete(the_file().storage_key)
    work_off("file")
    assert (the_file().inspect_at, the_file().thumbnails) == (None, 0)


def test_no_room_for_pictures_of_pages_is_no_trouble(slot, desk, monkeypatch):
    add(slot)

    def away(*_args):
        raise StorageAway

    with monkeypatch.context() as patch:
        patch.setattr(storage.Storage, "write", away)
        work_off("file")
    assert (the_file().inspect_at, the_file().thumbnails) == (None, 0)
    assert the_file().findings == []


def test_the_sweep_removes_what_no_row_knows_after_a_day(app, slot, desk, clock):
    add(slot)
    work_off("file")
    kept = objects(app)
    block = received(upload(a_pdf(), "a.pdf"))
    lost = block.__enter__()  # and the process is killed
    storage.storage().write(f"{lost.storage_key}.1.png", iter([b"x"]))
    folder = app.config["SETTINGS"].files.folder

    def sweep():
        with transaction():
            jobs.post("materials.sweep", key="now", due_at=clock.now())
        work_off("job")

    sweep()
    assert len(objects(app)) == len(kept) + 2
    a_day_ago = time.time() - 24 * 3600 - 60
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (a_day_ago, a_day_ago))
    sweep()
    assert objects(app) == kept
    assert db.session.scalars(select(Job.handler).distinct()).all().count("materials.sweep") == 1


def test_what_was_found_in_a_file_is_never_said_of_another(clamd, event, monkeypatch):
    """It is taken back while it is looked at, and another comes, on SQLite under the same number."""

    def keep(data):
        with received(upload(data, "Plan.pdf")) as file, transaction():
            actions.add_file(event.id, file, now=clock.now(), actor="sam@example.org")

    def swapped(_path, _kind):
        monkeypatch.undo()
        with transaction() as session:
            actions.remove_file(session.get_one(StoredFile, first))
        keep(a_pdf() + b"EICAR")
        return Looked([], [])

    keep(a_pdf())
    first = the_file().id
    monkeypatch.setattr("app.materials.jobs.inspect", swapped)
    work_off("file")
    assert the_file().scan == "waiting"
    work_off("file")
    assert the_file().scan == "infected"
