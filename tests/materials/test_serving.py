"""Handing out: doors, attachments, parts, and nothing that a scan has not let out."""

from __future__ import annotations

import re
import threading
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.kernel.storage import storage
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.materials import actions
from app.materials.enums import Audience, MaterialKind, ScanState
from app.materials.models import StoredFile
from app.materials.serving import disposition
from tests.materials.conftest import add
from tests.support.builders import a_registration, a_slot, at
from tests.support.files import a_pdf, a_picture, a_pptx
from tests.support.proposals import a_desk, desk_path
from tests.support.signing_in import be

DATA = a_pdf(pages=2)


@pytest.fixture
def row(slot, desk):
    return add(slot, DATA, name="Ystafell ŵ.pdf")


@pytest.fixture
def address(row):
    return f"/next/materials/{row.public_id}"


def release(row, slot, audience=Audience.EVERYONE, when=None):
    with transaction():
        actions.set_release(
            slot.session_id, row.public_id, audience=audience, release_at=when or clock.now(),
            now=clock.now(), actor="o",
        )  # fmt: skip


def get(client, path, status=200, **headers):
    return client.get(
        path, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def my_path(registration):
    from app.accounts import queries as accounts
    from app.accounts.enums import LinkPurpose

    link = accounts.links_of([registration.public_id], LinkPurpose.MY)[registration.public_id]
    return accounts.url_of(link).removeprefix("http://bootcamp.test")


def test_a_file_is_an_attachment_in_a_sandbox(client, row, slot, address):
    release(row, slot)
    answer = get(client, address)
    headers = answer.response.headers
    assert answer.body == DATA
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"Ystafell w.pdf\"; filename*=UTF-8''Ystafell%20%C5%B5.pdf"
    )
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["Content-Length"] == str(len(DATA))


def test_the_pieces_are_read_after_the_request(app, row, slot, address):
    """As a server does it: nothing of the app is at hand while they go out."""
    release(row, slot)
    found = []
    thread = threading.Thread(target=lambda: found.append(app.test_client().get(address).data))
    thread.start()
    thread.join(20)
    assert found == [DATA]


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (
            a_pptx(),
            "a.pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (a_picture(), "a.png", "image/png"),
        (a_picture("JPEG"), "a.jpg", "image/jpeg"),
    ],
)
def test_each_kind_has_its_type_and_is_never_inline(client, slot, desk, data, name, kind):
    row = add(slot, data, name=name)
    release(row, slot)
    headers = get(client, f"/next/materials/{row.public_id}").response.headers
    assert headers["Content-Type"] == kind
    assert headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        pytest.param("bytes=0-9", 206, (0, 10), id="the beginning"),
        pytest.param("bytes=10-", 206, (10, None), id="from here on"),
        pytest.param("bytes=-5", 206, (-5, None), id="the end"),
        pytest.param("bytes=-99999999", 200, (0, None), id="more of the end than there is"),
        pytest.param("bytes=5-99999999", 206, (5, None), id="more than there is"),
        pytest.param("bytes=0-1,5-6", 200, (0, None), id="several: the whole"),
        pytest.param("bytes=9-5", 200, (0, None), id="backwards: no range"),
        pytest.param("lines=0-9", 200, (0, None), id="other units"),
        pytest.param("bytes=x", 200, (0, None), id="nonsense"),
        pytest.param("bytes=99999999-", 416, None, id="behind the end"),
    ],
)
def test_ranges(client, row, slot, address, asked, status, expected):
    release(row, slot)
    answer = get(client, address, status, Range=asked)
    size = len(DATA)
    if expected is None:
        assert answer.response.headers["Content-Range"] == f"bytes */{size}"
        return
    part = DATA[slice(*expected)]
    assert answer.body == part
    assert answer.response.headers["Content-Length"] == str(len(part))
    if status == 206:
        start = DATA.index(part) if expected[0] else 0
        assert (
            answer.response.headers["Content-Range"]
            == f"bytes {start}-{start + len(part) - 1}/{size}"
        )


def test_a_range_of_another_version_is_the_whole_file(client, row, slot, address):
    release(row, slot)
    tag = get(client, address).response.headers["ETag"]
    assert len(get(client, address, 206, Range="bytes=0-3", If_Range=tag).body) == 4
    assert get(client, address, 200, Range="bytes=0-3", If_Range='"other"').body == DATA
    assert get(client, address, 304, If_None_Match=tag).body == b""


def test_head_says_all_and_sends_nothing(client, row, slot, address):
    release(row, slot)
    for path in (
        address,
        f"{desk_path(slot.session.event, 'sam@example.org')}/materials/{row.public_id}",
    ):
        answer = client.http.head(path)
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["Content-Length"] == str(len(DATA))
        assert answer.headers["Accept-Ranges"] == "bytes"


def doors(slot, row):
    """Each door's address: anybody's, an attendee's, the desk's, the organisers'."""
    event = slot.session.event
    attendee = a_registration(event, [slot], name="Ada")
    return {
        "anybody": f"/next/materials/{row.public_id}",
        "attendee": f"{my_path(attendee)}/materials/{row.public_id}",
        "desk": f"{desk_path(event, 'sam@example.org')}/materials/{row.public_id}",
        "organiser": f"/next/manage/materials/{row.public_id}",
    }


@pytest.mark.parametrize(
    ("state", "open_doors"),
    [
        pytest.param("not yet", {"desk", "organiser"}, id="not released"),
        pytest.param("attendees", {"attendee", "desk", "organiser"}, id="released to attendees"),
        pytest.param("everyone", {"anybody", "attendee", "desk", "organiser"}, id="to everyone"),
        pytest.param("withdrawn", {"desk", "organiser"}, id="withdrawn"),
        pytest.param("draft", {"desk", "organiser"}, id="the event is a draft again"),
        pytest.param("infected", set(), id="infected"),
        pytest.param("waiting", set(), id="waiting for its scan"),
    ],
)
def test_who_gets_in(orla, event, slot, row, state, open_doors):
    paths = doors(slot, row)
    if state != "not yet":
        release(row, slot, Audience.ATTENDEES if state == "attendees" else Audience.EVERYONE)
    with transaction() as session:
        if state == "draft":
            session.merge(event).state = "draft"
        if state in ("infected", "waiting"):
            session.scalars(select(StoredFile)).one().scan = ScanState(state)
    if state == "withdrawn":
        with transaction():
            actions.withdraw_material(slot.session_id, row.public_id, now=clock.now(), actor="o")
    found = {name for name, path in paths.items() if orla.http.get(path).status_code == 200}
    assert found == open_doors


def test_with_a_scanner_nobody_gets_it_before_it_is_clean(clamd, orla, slot, row):
    release(row, slot)
    paths = doors(slot, row)
    assert {orla.http.get(path).status_code for path in paths.values()} == {404}
    work_off("file")
    assert {orla.http.get(path).status_code for path in paths.values()} == {200}


def test_it_opens_at_its_time_and_not_a_second_before(client, row, slot, address, clock):
    release(row, slot, when=at("11:15"))
    clock.at = at("11:14")
    get(client, address, 404)
    clock.at = at("11:15")
    get(client, address, 200)


def test_a_place_in_another_session_or_on_the_list_opens_nothing(client, event, slot, row):
    release(row, slot, Audience.ATTENDEES)
    elsewhere = a_registration(event, [a_slot(event, "Other", start="14:00", end="15:00")])
    get(client, f"{my_path(elsewhere)}/materials/{row.public_id}", 404)
    full = a_slot(event, "Full", start="15:00", end="16:00", capacity=0)
    waits = a_registration(event, [full])
    other = add(full, a_pdf(pages=3))
    release(other, full, Audience.ATTENDEES)
    get(client, f"{my_path(waits)}/materials/{other.public_id}", 404)


def test_another_desk_and_another_event_open_nothing(client, event, slot, row):
    a_desk(event, "nia@example.org", "Nia")
    get(client, f"{desk_path(event, 'nia@example.org')}/materials/{row.public_id}", 404)
    get(client, f"/s/nonsense/materials/{row.public_id}", 404)
    from tests.support.builders import a_member, an_event

    a_member(an_event("other"), email="elsewhere@example.org")
    be(client, "elsewhere@example.org")
    get(client, f"/other/manage/materials/{row.public_id}", 404)


def test_older_versions_are_for_the_desk_and_organisers(orla, event, slot, row):
    from tests.materials.test_actions import replace

    release(row, slot)
    old = row.newest.public_id
    replace(slot, row, a_pdf(pages=4))
    desk = desk_path(event, "sam@example.org")
    assert get(orla, f"{desk}/materials/{old}").body == DATA
    assert get(orla, f"/next/manage/materials/{old}").body == DATA
    get(orla, f"/next/materials/{old}", 404)
    assert get(orla, f"{desk}/materials/{row.public_id}").body != DATA


def test_links_are_never_fetched_for_anybody(orla, slot, desk):
    row = add(slot, url="https://example.org/slides", kind=MaterialKind.LINK)
    release(row, slot)
    assert {orla.http.get(path).status_code for path in doors(slot, row).values()} == {404}


def test_a_file_that_is_gone_is_a_clear_page(client, row, slot, address):
    release(row, slot)
    storage().delete(db.session.scalars(select(StoredFile)).one().storage_key)
    answer = get(client, address, 404)
    assert answer.h1 == "This file is missing"


def test_pictures_of_pages_are_our_own(client, event, slot, row):
    work_off("file")
    path = f"{desk_path(event, 'sam@example.org')}/materials/{row.public_id}/pages"
    answer = get(client, f"{path}/2.png")
    assert answer.body.startswith(b"\x89PNG")
    assert answer.response.headers["Content-Type"] == "image/png"
    assert answer.response.headers["X-Content-Type-Options"] == "nosniff"
    for number in (0, 3, 10**40):
        get(client, f"{path}/{number}.png", 404)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
def test_any_name_makes_a_good_header(name):
    header = disposition(f"{name}.pdf")
    assert header.isascii() and "\n" not in header
    plain = re.fullmatch(
        r'attachment; filename="([^"\\]*)"(?:; filename\*=UTF-8\'\'(\S+))?', header
    )
    assert plain
    assert unquote(plain[2]) == f"{name}.pdf" if plain[2] else plain[1] == f"{name}.pdf"
