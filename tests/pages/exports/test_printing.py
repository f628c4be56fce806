"""The printed programme and the poster: tagged, in order, printed once, and not by everybody at a time."""

import io
import re
import subprocess
from datetime import timedelta
from threading import Event as Signal
from threading import Thread

import outloud
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from app.kernel.transaction import transaction
from app.kernel.typeset.renderer import RenderFailed
from app.pages.exports import printing
from app.pages.exports.printer import Busy, Printer
from app.programme.models import Session
from tests.pages.exports.programmes import a_programme, release
from tests.support.builders import a_room, a_slot


@pytest.fixture
def database_kind():
    return "sqlite"


@pytest.fixture(scope="module", autouse=True)
def _end_the_child():
    yield
    printing.printer._renderer.close()


@pytest.fixture
def save(client, tmp_path):
    def save(path):
        answer = client.get(path, budget=40).response
        assert answer.mimetype == "application/pdf"
        file = tmp_path / "out.pdf"
        file.write_bytes(answer.data)
        return file

    return save


def text_of(path):
    found = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-raw", str(path), "-"],
        capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    return " ".join(found.split())


def many(event, number):
    room = a_room(event)
    for index in range(number):
        hour, minute = divmod(index * 7, 60)
        a_slot(
            event, f"Session {index}", room=room, services=("suffolk",),
            start=f"{8 + hour % 12:02}:{minute:02}", end=f"{21 + index % 2}:00",
        )  # fmt: skip


@pytest.mark.parametrize("path", ["programme.pdf", "poster.pdf", "programme.pdf?part=morning"])
def test_no_error_of_accessibility(event, save, path):
    a_programme(event)
    release(event)
    file = save(f"/next/{path}")
    result = outloud.check(str(file))
    assert result.error is None
    assert result.errors == 0, result.sorted_findings()
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.Lang).startswith("en")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title).startswith("Digital Bootcamp next: ")
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"


def test_the_programme_in_its_order(event, save):
    a_programme(event)
    release(event)
    text = text_of(save("/next/programme.pdf"))
    for words in (
        "Digital Bootcamp next", "Release 1.", "At a glance", "Time Session Presented by Room",
        "10:30–11:15 Setting up a podcast", "12:00–13:00 Lunch", "13:00–13:45 Ffilmio stori",
        "Job club Cancelled", "Sessions", "British Sign Language", "Afterwards you can", "Record",
        "Before you come: A quiet room", "Sam Example, Digital Producer", "Nobody can present it.",
    ):  # fmt: skip
        assert words in text, words
        text = text[text.index(words) :] if words != "Sessions" else text
    assert "Lunch" not in text_of(save("/next/programme.pdf?room=none"))
    assert "No session fits." in text_of(save("/next/programme.pdf?room=none"))


@pytest.mark.parametrize("number", [0, 5, 18, 120])
def test_a_poster_is_one_page_and_its_code_leads_to_the_programme(event, save, number):
    many(event, number)
    file = save("/next/poster.pdf")
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
    subprocess.run(["pdftoppm", "-r", "100", "-png", str(file), str(file)], check=True)
    (picture,) = file.parent.glob("*.png")
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.read_bytes())))
    assert [code.text for code in codes] == ["http://bootcamp.test/next/programme"]
    assert f"{number} session" in text_of(file)


def test_what_looks_like_markup_is_text(event, save):
    hostile = "<img src=file:///etc/passwd> {{7*7}} </style>"
    slot = a_slot(event, "x")
    with transaction() as session:
        item = session.get_one(Session, slot.session_id)
        item.title = item.abstract = hostile
        session.get_one(type(event), event.id).programme_changed()
    assert (
        re.sub(r"\s", "", text_of(save("/next/programme.pdf"))).count(re.sub(r"\s", "", hostile))
        == 3
    )


def test_the_same_bytes_and_304(event, client):
    a_programme(event)
    first = client.get("/next/programme.pdf").response
    client.get("/next/programme.pdf", status=304, headers={"If-None-Match": first.headers["ETag"]})


class SlowRenderer:
    """Holds whoever asks until told to go on."""

    def __init__(self):
        self.asked, self.go_on, self.made = Signal(), Signal(), 0

    def make(self, printed, values):
        self.asked.set()
        assert self.go_on.wait(10)
        self.made += 1
        return b"%PDF- " + values["title"].encode()


@pytest.fixture
def slow(monkeypatch):
    renderer = SlowRenderer()
    monkeypatch.setattr(printing, "printer", Printer(renderer, wait_for=timedelta(seconds=0.05)))
    return renderer


def test_one_at_a_time_and_the_others_wait_only_so_long(event, client, slow):
    first = Thread(target=printing.printer.pdf, args=("x", {"title": "another"}))
    first.start()
    try:
        assert slow.asked.wait(10)
        page = client.get("/next/programme.pdf", status=503)
        assert "Many people print their programme just now." in page.text
        assert page.response.headers["Retry-After"] == "30"
        with pytest.raises(Busy):
            printing.printer.pdf("x", {"title": "a third"})
    finally:
        slow.go_on.set()
        first.join()
    assert client.get("/next/programme.pdf").body.startswith(b"%PDF-")


def test_who_waits_for_the_same_gets_it_without_another_printing():
    renderer = SlowRenderer()
    printer = Printer(renderer, wait_for=timedelta(seconds=10))
    made = []
    threads = [
        Thread(target=lambda: made.append(printer.pdf("x", {"title": "same"}))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    renderer.go_on.set()
    for thread in threads:
        thread.join()
    assert (renderer.made, len(set(made)), len(made)) == (1, 1, 3)


def test_a_thread_is_left_for_who_wants_no_paper():
    """However long the others may wait: a process has four threads."""
    renderer = SlowRenderer()
    printer = Printer(renderer, wait_for=timedelta(seconds=30))
    made = []
    threads = [
        Thread(target=lambda: made.append(printer.pdf("x", {"title": "same"}))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    assert renderer.asked.wait(10)
    while printer._room._value:
        pass
    with pytest.raises(Busy):
        printer.pdf("x", {"title": "another"})
    renderer.go_on.set()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert printer.pdf("x", {"title": "same"}) == made[0]


def test_what_cannot_be_printed_is_said(event, client, monkeypatch):
    class Broken:
        def make(self, *_args):
            raise RenderFailed("no")

    monkeypatch.setattr(printing, "printer", Printer(Broken(), wait_for=timedelta(seconds=1)))
    page = client.get("/next/poster.pdf", status=503)
    assert "could not make this PDF" in page.text
