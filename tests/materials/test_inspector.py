"""What a look into a file finds, in a process with limits."""

import io
import time
import zipfile

import pytest
from PIL import Image

from app.materials import inspector
from app.materials.enums import FileKind
from app.materials.inspector import inspect
from tests.support.files import a_pdf, a_picture, a_pptx, a_slide, an_odp, relations


@pytest.fixture
def look(tmp_path):
    def into(data, kind, **more):
        path = tmp_path / "file"
        path.write_bytes(data)
        return inspect(path, FileKind(kind), **more)

    return into


def found(looked):
    return [(one["code"], one["slides"]) for one in looked.findings]


def order(*numbers):
    """A presentation that shows these slides in this order."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(1, len(numbers) + 1))
    return {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{space}">{ids}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(
            *(("slide", f"slides/slide{n}.xml", False) for n in numbers)
        ),
    }


DECORATION = (
    '<p:sld xmlns:p="p"><p:pic><p:cNvPr id="1"><x:decorative xmlns:x="x" val="1"/></p:cNvPr></p:pic>'
    '<a:rPr xmlns:a="a" lang="cy"/></p:sld>'
)
FRAME = (
    '<draw:page/><draw:page><draw:frame><draw:image xlink:href="Pictures/a.png"/>{}</draw:frame>'
    "</draw:page>"
)
CY = '<draw:page fo:language="cy" xmlns:fo="fo"/>'


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        pytest.param("pdf", a_pdf(), [], id="a good PDF"),
        pytest.param("pdf", a_pdf(title=""), [("untitled", [])], id="a PDF without a title"),
        pytest.param("pdf", a_pdf(tagged=False), [("untagged", [])], id="a PDF without tags"),
        pytest.param("pdf", a_pdf(language=""), [("no_language", [])], id="a PDF without a language"),
        pytest.param("pdf", b"%PDF-1.7\nnothing", [("damaged", [])], id="a damaged PDF"),
        pytest.param("pptx", a_pptx(), [], id="a good presentation"),
        pytest.param("pptx", a_pptx(title="PowerPoint Presentation"), [("untitled", [])], id="no title"),
        pytest.param("pptx", a_pptx(slides=[a_slide(language="")]), [("no_language", [])], id="no language"),
        pytest.param(
            "pptx",
            a_pptx(slides=[a_slide(), a_slide(pictures=["A shelf", None]), a_slide(pictures=[""])]),
            [("pictures", [2, 3])],
            id="pictures without text",
        ),
        pytest.param(
            "pptx",
            a_pptx(slides=[a_slide(pictures=[None]), a_slide()], more=order(2, 1)),
            [("pictures", [2])],
            id="slides are counted as they are shown",
        ),
        pytest.param("pptx", a_pptx(slides=[DECORATION]), [], id="decoration needs no words"),
        pytest.param(
            "pptx",
            a_pptx(links=[("video", "https://example.org/a.mp4", True), ("hyperlink", "file:///a", True)]),
            [("linked_media", []), ("local_links", [])],
            id="what lives elsewhere",
        ),
        pytest.param("odp", an_odp(body=CY), [("untitled", [])], id="an ODP without a title"),
        pytest.param(
            "odp",
            an_odp(meta="<dc:title>Quiet</dc:title>", body=FRAME.format("")),
            [("no_language", []), ("pictures", [2])],
            id="an ODP without language and text",
        ),
        pytest.param(
            "odp",
            an_odp(meta="<dc:title>Quiet</dc:title>", body=CY + FRAME.format("<svg:desc>A</svg:desc>")),
            [],
            id="a good ODP",
        ),
        pytest.param("png", a_picture(), [("picture", [])], id="a picture: its words stand elsewhere"),
    ],
)  # fmt: skip
def test_findings(look, kind, data, expected):
    assert found(look(data, kind)) == expected


def test_pictures_of_the_first_pages_are_small_pngs(look):
    looked = look(a_pdf(pages=9), "pdf")
    assert len(looked.pages) == 6
    with Image.open(io.BytesIO(looked.pages[0]), formats=["PNG"]) as picture:
        assert picture.size == (480, 360)
    assert all(len(page) < 200_000 for page in looked.pages)


def test_a_locked_pdf_is_said(look, tmp_path):
    import pikepdf

    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    assert found(look((tmp_path / "locked.pdf").read_bytes(), "pdf")) == [("locked", [])]


def test_a_presentation_that_turns_out_damaged_is_said(look):
    good = a_pptx(more={"docProps/app.xml": b"x" * 5000}, method=zipfile.ZIP_STORED)
    at = good.find(b"<p:sld ")
    assert found(look(good[:at] + b"<broken" + good[at + 7 :], "pptx")) == [("damaged", [])]


def test_a_page_that_would_take_for_ever_ends(look, monkeypatch):
    began = time.monotonic()
    looked = look(a_pdf(), "pdf", seconds=0.01)
    assert (looked.findings, looked.pages) == (None, [])
    assert time.monotonic() - began < 10


def test_a_page_that_needs_too_much_memory_hurts_nobody(look, monkeypatch):
    boot = inspector._BOOT.replace("run()\n", "").replace(
        "import run", "import run, main; from app.materials import child; child.MEMORY = 60_000_000"
    )
    monkeypatch.setattr(inspector, "_BOOT", boot + "\nrun()\n")
    assert look(a_pdf(), "pdf").pages == []


def test_what_the_process_writes_is_believed_only_in_our_form(look, monkeypatch):
    monkeypatch.setattr(
        inspector,
        "_BOOT",
        "import sys, pathlib\nf = pathlib.Path(sys.argv[-1])\n"
        '(f / \'findings.json\').write_text(\'[{"code": "<script>"}, {"code": "untitled"}]\')\n'
        "(f / '1.png').write_text('<html>')\n",
    )
    looked = look(a_pdf(), "pdf")
    assert (found(looked), looked.pages) == ([("untitled", [])], [])
