"""The PDF itself: standards, text, picture, fonts. Rendered by the real child process."""

import io
import re
import subprocess
from dataclasses import replace

import outloud
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from app.certificates.renderer import Renderer
from tests.certificates.samples import content, strings_of

HOSTILE = [
    "<img src=file:///etc/passwd>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "{{7*7}}{% include 'x' %}",
    "</style></title><script>alert(1)</script>",
    "&lt;b&gt; & © &copy;",
    "(a) Tj /Name << >> \\ )",
]


@pytest.fixture(scope="module")
def renderer():
    made = Renderer()
    yield made
    made.close()


@pytest.fixture
def make(renderer, tmp_path):
    """Renders to a file and returns its path."""

    def make(certificate):
        path = tmp_path / "certificate.pdf"
        path.write_bytes(renderer.render(certificate))
        return path

    return make


def text_of(path):
    """The text a reader gets, in its order, on one line."""
    found = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-raw", str(path), "-"],
        capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    return " ".join(found.split())


def assert_in_order(strings, text):
    """Line breaks fall anywhere in a narrow column, so spaces do not count."""
    at, text = 0, re.sub(r"\s", "", text)
    for string in strings:
        found = text.find(re.sub(r"\s", "", string), at)
        assert found >= 0, f"{string!r} is missing or out of order"
        at = found


@pytest.mark.parametrize("sessions", [1, 6, 18])
def test_no_error_of_accessibility(make, sessions):
    result = outloud.check(str(make(content(sessions=sessions))))
    assert result.error is None
    assert (result.errors, result.warnings) == (0, 0), result.sorted_findings()


def test_marks_of_both_standards(make):
    certificate = content()
    with pikepdf.open(make(certificate)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert str(pdf.docinfo.Title) == certificate.title
        metadata = pdf.Root.Metadata.read_bytes()
        assert metadata.count(b"<rdf:RDF") == 1, "PDF/A allows one"
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == certificate.title


def test_fonts_are_embedded(make):
    certificate = content(person_name="Ŵyn Żółkiewska محمد")
    embedded = []
    with pikepdf.open(make(certificate)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                embedded.append(any(key in item for key in ("/FontFile2", "/FontFile3")))
    assert len(embedded) >= 2
    assert all(embedded)


def test_the_code_has_words_for_who_cannot_see_it(make):
    certificate = content()
    with pikepdf.open(make(certificate)) as pdf:
        figures = [
            str(item.get("/Alt"))
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert figures == [certificate.words.qr_alternative]


@pytest.mark.parametrize("sessions", [1, 6, 18])
def test_every_word_is_there_in_order(make, sessions):
    certificate = content(sessions=sessions)
    assert_in_order(strings_of(certificate), text_of(make(certificate)))


@pytest.mark.parametrize(
    "name",
    [
        "Ŵyn Ŷates-Llŷr", "Siân Ó Súilleabháin", "Wojciech Brzęczyszczykiewicz-Żółć",
        "Màiri NicDhòmhnaill", "İbrahim Şahin", "Nguyễn Thị Hạnh", "Anne-Marie O’Neill",
        "Bartholomew Featherstonehaugh-Cholmondeley of the Far Isles",
        "W" * 60,
    ],
)  # fmt: skip
def test_names_as_they_are_given(make, name):
    path = make(content(person_name=name))
    assert_in_order([name], text_of(path))
    assert outloud.check(str(path)).errors == 0
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1


def test_a_name_in_arabic_letters(make):
    path = make(content(person_name="محمد"))
    assert "محمد" in text_of(path)
    assert outloud.check(str(path)).errors == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_text(make, text):
    certificate = content(
        person_name=text, event_name=text, organisers_text=text, signatory_name=text
    )
    path = make(replace(certificate, sessions=(replace(certificate.sessions[0], title=text),)))
    found = re.sub(r"\s", "", text_of(path))
    assert found.count(re.sub(r"\s", "", text)) >= 5
    assert "root:" not in found
    with pikepdf.open(path) as pdf:
        assert text in str(pdf.docinfo.Title)


@pytest.mark.parametrize("sessions", [3, 18])
def test_the_code_is_read_back_at_print_size(make, sessions):
    certificate = content(sessions=sessions)
    path = make(certificate)
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(path), str(path)], check=True)
    codes = []
    for page in sorted(path.parent.glob("*.png")):
        codes += zxingcpp.read_barcodes(Image.open(io.BytesIO(page.read_bytes())))
    assert [code.text for code in codes] == [certificate.verify_url]


def test_many_sessions_take_a_second_page_with_the_head_of_the_table_again(make):
    certificate = content(sessions=18)
    path = make(certificate)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
    second = subprocess.run(
        ["pdftotext", "-f", "2", str(path), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert certificate.words.services_column in second
    assert certificate.person_name in second


def test_equal_content_gives_equal_bytes(renderer):
    assert renderer.render(content()) == renderer.render(content())
