"""What adding, replacing, withdrawing and releasing writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.transaction import transaction
from app.materials import actions, errors, queries
from app.materials.enums import Audience, MaterialKind
from app.materials.models import Material, StoredFile
from app.materials.uploads import received
from app.speakers.actions import say_recording
from tests.materials.conftest import add, objects, presents
from tests.support.builders import at
from tests.support.files import a_pdf, upload
from tests.support.proposals import a_desk

URL = "https://example.org/slides"


def act(name, *args, **more):
    with transaction():
        getattr(actions, name)(*args, now=clock.now(), actor="sam@example.org", **more)


def replace(slot, row, data):
    with received(upload(data, "New.pdf")) as file, transaction():
        draft = actions.MaterialDraft(kind=row.kind, file=file)
        actions.add_version(
            slot.session_id, row.public_id, draft, now=clock.now(), actor="sam@example.org"
        )


def the_material() -> Material:
    db.session.rollback()
    return db.session.scalars(select(Material)).one()


def trail():
    db.session.rollback()
    return [row.action for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def revision(event):
    db.session.refresh(event)
    return event.revision


def test_adding_writes_all_of_it(app, event, slot, desk):
    before = revision(event)
    add(slot)
    row = the_material()
    assert (row.title, row.kind, row.newest.number) == ("Slides", "slides", 1)
    assert row.newest.file.name == "Slides.pdf"
    assert (row.audience, row.release_at) == (None, None)
    assert revision(event) == before + 1
    assert trail() == ["material added"]


def test_a_new_version_keeps_the_older_one(app, slot, desk):
    row = add(slot, title="Quiet")
    replace(slot, row, a_pdf(pages=3))
    row = the_material()
    assert [one.number for one in row.versions] == [1, 2]
    assert (row.title, row.newest.file.name) == ("Quiet", "New.pdf")
    assert len(objects(app)) == 2
    assert trail() == ["material added", "material replaced"]


def test_the_very_same_again_is_refused_and_leaves_no_file(app, slot, desk):
    data = a_pdf()
    row = add(slot, data)
    with pytest.raises(errors.SameFile):
        add(slot, data)
    with pytest.raises(errors.SameFile):
        replace(slot, row, data)
    add(slot, url=URL, kind=MaterialKind.LINK)
    with pytest.raises(errors.SameLink):
        add(slot, url=URL, kind=MaterialKind.LINK)
    assert len(objects(app)) == 1


def test_a_file_is_no_link_and_a_bad_link_is_none(slot, desk):
    link = add(slot, url=URL, kind=MaterialKind.LINK)
    with pytest.raises(errors.AnotherForm):
        replace(slot, link, a_pdf())
    with pytest.raises(errors.BadLink):
        add(slot, url="http://example.org/", kind=MaterialKind.LINK)


def test_withdrawn_and_put_back(slot, desk):
    row = add(slot)
    act("withdraw_material", slot.session_id, row.public_id)
    act("withdraw_material", slot.session_id, row.public_id)
    assert the_material().withdrawn_by == "sam@example.org"
    with pytest.raises(errors.WithdrawnAlready):
        replace(slot, row, a_pdf(pages=2))
    act("restore_material", slot.session_id, row.public_id)
    act("restore_material", slot.session_id, row.public_id)
    assert (the_material().withdrawn_at, the_material().withdrawn_by) == (None, "")
    assert trail() == ["material added", "material withdrawn", "material put back"]


def test_a_session_has_room_for_twenty(slot, desk):
    for number in range(20):
        add(slot, url=f"{URL}/{number}", kind=MaterialKind.LINK)
    with pytest.raises(errors.TooManyMaterials, match="20"):
        add(slot)
    first = queries.materials_of([slot.session_id])[0]
    act("withdraw_material", slot.session_id, first.public_id)
    add(slot)
    with pytest.raises(errors.TooManyMaterials):
        act("restore_material", slot.session_id, first.public_id)


def test_two_gigabytes_are_the_end(slot, desk):
    add(slot)
    with transaction() as session:
        session.scalars(select(StoredFile)).one().size = 2 * 1024**3 - 100
    with pytest.raises(errors.TooManyBytes):
        add(slot, a_pdf(pages=2))


def test_a_recording_needs_everybodys_consent(event, slot, desk):
    other = a_desk(event, "nia@example.org", "Nia")
    presents(slot, other)

    def record():
        return add(slot, url=URL, kind=MaterialKind.RECORDING)

    with pytest.raises(errors.NoConsent):
        record()
    for one, agrees in ((desk, True), (other, False)):
        with transaction():
            say_recording(slot.session_id, one.person_id, agrees=agrees, now=clock.now())
    with pytest.raises(errors.NoConsent):
        record()
    with transaction():
        say_recording(slot.session_id, other.person_id, agrees=True, now=clock.now())
    record()
    (standing,) = queries.standings(event, [slot.session_id])[slot.session_id]
    assert standing.is_agreed
    with transaction():
        say_recording(slot.session_id, other.person_id, agrees=False, now=clock.now())
    (standing,) = queries.standings(event, [slot.session_id])[slot.session_id]
    assert not standing.is_agreed


def test_a_session_that_is_not_recorded_has_no_recording(slot, desk):
    with transaction() as session:
        session.merge(slot.session).is_recorded = False
    with pytest.raises(errors.NotRecorded):
        add(slot, url=URL, kind=MaterialKind.RECORDING)


def releases():
    db.session.rollback()
    query = select(Job.due_at).where(Job.handler == "materials.release").order_by(Job.due_at)
    return list(db.session.scalars(query))


def test_a_release_to_everyone_is_a_job_at_its_instant(event, slot, desk, clock):
    row = add(slot)
    assert releases() == []  # for attendees no public page changes
    act("set_release", slot.session_id, row.public_id, audience=Audience.EVERYONE, release_at=None)
    assert releases() == [at("11:15")]
    soon = clock.now() + timedelta(hours=1)
    act("set_release", slot.session_id, row.public_id, audience=Audience.EVERYONE, release_at=soon)
    assert releases() == [soon, at("11:15")]
    assert trail()[-1] == "material release set"
