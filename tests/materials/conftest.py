"""A session with who presents it, a scanner, and a storage that is empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.kernel import clock
from app.kernel.storage import storage
from app.kernel.transaction import transaction
from app.materials import actions
from app.materials.enums import MaterialKind
from app.materials.uploads import received
from app.programme.models import Speaker
from config import Scanner
from tests.support.builders import a_slot
from tests.support.clamd import FakeClamd
from tests.support.files import a_pdf, upload
from tests.support.proposals import a_desk


def objects(app) -> list[str]:
    """The keys of everything in the storage."""
    folder: Path = app.config["SETTINGS"].files.folder
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def presents(slot, desk, **more) -> Speaker:
    with transaction() as session:
        row = Speaker(
            session_id=slot.session_id, person_id=desk.person_id, role="Librarian", **more
        )
        session.add(row)
    return row


def add(
    slot, data=None, *, name="Slides.pdf", kind=MaterialKind.SLIDES, actor="sam@example.org", **more
):
    """A material as who presents adds it: a file, or with `url` a link."""
    if "url" in more:
        with transaction():
            draft = actions.MaterialDraft(kind=kind, **more)
            return actions.add_material(slot.session_id, draft, now=clock.now(), actor=actor)
    with received(upload(a_pdf() if data is None else data, name)) as file, transaction():
        draft = actions.MaterialDraft(kind=kind, file=file, **more)
        return actions.add_material(slot.session_id, draft, now=clock.now(), actor=actor)


@pytest.fixture(autouse=True)
def _empty_storage(request):
    if "app" in request.fixturenames:
        app = request.getfixturevalue("app")
        for name in objects(app):
            storage().delete(name)


@pytest.fixture
def slot(event):
    return a_slot(event, "Quiet rooms")


@pytest.fixture
def desk(event, slot):
    """Sam's, who presents the session."""
    made = a_desk(event)
    presents(slot, made)
    return made


@pytest.fixture
def clamd(app):
    """The site has a scanner."""
    server = FakeClamd()
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, scanner=Scanner(host="127.0.0.1", port=server.port))
    yield server
    app.config["SETTINGS"] = before
    server.close()
