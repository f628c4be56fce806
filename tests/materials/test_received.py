"""No file without a row, no row without a file."""

from __future__ import annotations

import hashlib
import io
import os

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.storage import StorageFull, storage
from app.kernel.transaction import transaction
from app.materials import errors
from app.materials.actions import add_file
from app.materials.models import StoredFile
from app.materials.uploads import received
from tests.support.files import a_pdf, upload


def objects(app):
    folder = app.config["SETTINGS"].files.folder
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@pytest.fixture(autouse=True)
def _empty_storage(app):
    for name in objects(app):
        storage().delete(name)


def rows():
    db.session.rollback()
    return db.session.scalars(select(StoredFile)).all()


def test_a_file_is_stored_and_has_its_row(app, event):
    data = a_pdf()
    with received(upload(data, "../Quiet rooms.PDF")) as file, transaction():
        add_file(event.id, file, now=clock.now(), actor="sam@example.org")
    (row,) = rows()
    assert (row.name, row.kind, row.size) == ("Quiet rooms.pdf", "pdf", len(data))
    assert row.sha256 == hashlib.sha256(data).hexdigest()
    assert (row.scan, row.uploaded_by) == ("not_configured", "sam@example.org")
    assert row.inspect_at == clock.now()
    assert objects(app) == [row.storage_key]
    assert b"".join(storage().chunks(row.storage_key)) == data
    assert db.session.scalars(select(Job.key)).all() == ["materials.sweep"]


def test_what_is_refused_stores_nothing(app):
    for given, error in (
        (None, errors.NoFile),
        (upload(b"", ""), errors.NoFile),
        (upload(b"", "slides.pdf"), errors.EmptyFile),
        (upload(b"words", "slides.pdf"), errors.UnknownContent),
        (upload(a_pdf(), "slides.png"), errors.NameSaysOtherwise),
    ):
        with pytest.raises(error), received(given):
            raise AssertionError("it was taken")
    assert objects(app) == []


def test_one_byte_more_than_the_limit_is_refused(app):
    data = a_pdf()
    with received(upload(data, "a.pdf"), largest=len(data)) as file:
        assert file.size == len(data)
    with pytest.raises(errors.FileTooLarge), received(upload(data, "a.pdf"), largest=len(data) - 1):
        raise AssertionError("it was taken")


def test_when_the_transaction_fails_the_file_goes_again(app, event):
    with (
        pytest.raises(KeyError),
        received(upload(a_pdf(), "a.pdf")) as file,
        transaction(),
    ):
        add_file(event.id, file, now=clock.now(), actor="sam@example.org")
        raise KeyError
    assert rows() == []
    assert objects(app) == []


def test_a_full_disk_leaves_neither_file_nor_row(app, event, monkeypatch):
    def full(_descriptor):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFull), received(upload(a_pdf(), "a.pdf")):
        raise AssertionError("it was taken")
    assert (rows(), objects(app)) == ([], [])


def test_a_stream_that_breaks_leaves_nothing(app):
    class Broken(io.BytesIO):
        reads = 0

        def read(self, size=-1):
            Broken.reads += 1
            if Broken.reads > 2:
                raise ConnectionResetError
            return super().read(size)

    given = upload(a_pdf(), "a.pdf")
    given.stream = Broken(a_pdf() + b" " * 600_000)
    with pytest.raises(ConnectionResetError), received(given):
        raise AssertionError("it was taken")
    assert objects(app) == []
