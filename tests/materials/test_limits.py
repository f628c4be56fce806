"""What is too large is refused before it is read; a full disk is a page, with neither file nor row."""

from __future__ import annotations

import io
import os
import sqlite3

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.events.enums import Role
from app.kernel.database import db
from app.kernel.storage import Storage, StorageAway
from app.kernel.uploads import FORM_AROUND, LARGEST_FILE, MEGABYTE
from app.materials.models import StoredFile
from tests.materials.conftest import objects
from tests.materials.test_desk_pages import send
from tests.support.builders import a_member
from tests.support.files import a_pdf
from tests.support.proposals import desk_path
from tests.support.signing_in import be


@pytest.fixture
def path(event, slot, desk):
    return f"{desk_path(event, 'sam@example.org')}/sessions/{slot.session.slug}/materials/file"


class Untouched(io.BytesIO):
    """A body that may not be read."""

    def read(self, *_args):
        raise AssertionError("the body was read")

    readinto = readline = read


def big(client, path, length, status=413):
    """A form of this length, which is refused without a look at its body."""
    with client.app.app_context():
        answer = client.http.open(
            path,
            method="POST",
            input_stream=Untouched(),
            content_type="multipart/form-data; boundary=x",
            environ_overrides={"CONTENT_LENGTH": str(length)},
        )
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_over_the_limit_is_refused_unread_with_the_limit_in_words(client, path):
    page = big(client, path, LARGEST_FILE + FORM_AROUND + 1)
    assert "A file can have up to 100 MB here." in page
    assert "add a link" in page


def test_all_other_forms_stay_small(client, path):
    page = big(client, "/sign-in", MEGABYTE + 1)
    assert "100 MB" not in page
    big(client, path.removesuffix("file") + "link", MEGABYTE + 1)


def test_who_may_not_come_in_sends_nothing_large(client, event, slot, path):
    big(client, path.replace("/s/", "/s/x"), 50 * MEGABYTE, 404)
    big(client, path.replace(slot.session.slug, "other"), 50 * MEGABYTE, 404)
    organisers = f"/next/manage/sessions/{slot.session.slug}/materials/file"
    big(client, organisers, 50 * MEGABYTE, 303)
    a_member(event, Role.HOST, email="host@example.org")
    be(client, "host@example.org")
    big(client, organisers, 50 * MEGABYTE, 403)


def test_a_body_that_does_not_say_how_long_it_is_ends_at_the_limit(app, client, path, monkeypatch):
    monkeypatch.setattr("app.kernel.uploads.FORM_AROUND", 1000)
    view = app.view_functions["materials.add_file"]
    monkeypatch.setattr(view, "largest_file", 2 * MEGABYTE)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = io.BytesIO(head + b"x" * (5 * MEGABYTE))
    answer = client.http.open(
        path, method="POST", input_stream=body, environ_overrides={"wsgi.input_terminated": True},
        headers={"Content-Type": "multipart/form-data; boundary=x", "Transfer-Encoding": "chunked"},
    )  # fmt: skip
    assert answer.status_code == 413
    assert body.tell() < 3 * MEGABYTE


def test_a_file_of_many_megabytes_is_taken(app, client, path):
    data = a_pdf() + os.urandom(5 * MEGABYTE)
    send(client, path, data, kind="slides")
    db.session.rollback()
    assert db.session.scalars(select(StoredFile.size)).all() == [len(data)]


def full(*_args, **_more):
    raise OSError(28, os.strerror(28))


@pytest.mark.parametrize(
    "where",
    [
        pytest.param("tempfile.SpooledTemporaryFile.write", id="the temporary file"),
        pytest.param("os.fsync", id="the storage"),
    ],
)
def test_a_full_disk_is_a_clear_page_without_file_and_row(app, client, path, monkeypatch, where):
    page = client.get(path)
    with monkeypatch.context() as patch:
        patch.setattr(where, full)
        file = (io.BytesIO(a_pdf()), "a.pdf")
        answer = client.submit(page, {"file": file, "kind": "slides"}, status=503)
    assert answer.h1 == "There is no room for this just now"
    assert objects(app) == []
    assert db.session.scalars(select(StoredFile)).all() == []
    send(client, path, kind="slides")


def test_a_full_disk_of_the_database_takes_the_file_away_again(app, client, path):
    def no_room(_connection, _cursor, statement, *_rest):
        if "INSERT INTO stored_files" in statement:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise OperationalError(statement, {}, error)

    page = client.get(path)
    sqlalchemy_event.listen(db.engine, "before_cursor_execute", no_room)
    try:
        file = (io.BytesIO(a_pdf()), "a.pdf")
        answer = client.submit(page, {"file": file, "kind": "slides"}, status=503)
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", no_room)
    assert answer.h1 == "There is no room for this just now"
    assert objects(app) == []


def test_a_store_that_is_away_is_a_clear_page(app, client, path, monkeypatch):
    def away(*_args):
        raise StorageAway

    page = client.get(path)
    with monkeypatch.context() as patch:
        patch.setattr(Storage, "write", away)
        file = (io.BytesIO(a_pdf()), "a.pdf")
        answer = client.submit(page, {"file": file, "kind": "slides"}, status=503)
    assert answer.h1 == "Files cannot be reached just now"
    assert db.session.scalars(select(StoredFile)).all() == []
