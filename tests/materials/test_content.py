"""What is taken and what is refused: each line of `docs/uploads.md`."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.errors import Refusal
from app.materials import errors
from app.materials.content import kind_of
from app.materials.content.zips import MEGABYTE
from tests.support.files import (
    a_pdf,
    a_picture,
    a_pptx,
    a_slide,
    a_zip,
    an_odp,
    relations,
)

CT = "application/vnd.openxmlformats-officedocument.presentationml"


def kind(data):
    return kind_of(io.BytesIO(data), size=len(data))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(a_pdf(), "pdf", id="a PDF"),
        pytest.param(a_pptx(), "pptx", id="a PowerPoint presentation"),
        pytest.param(an_odp(), "odp", id="an OpenDocument presentation"),
        pytest.param(a_picture("PNG"), "png", id="a PNG picture"),
        pytest.param(a_picture("JPEG"), "jpeg", id="a JPEG picture"),
        pytest.param(a_picture("WEBP"), "webp", id="a WebP picture"),
        pytest.param(
            a_pptx(links=[("hyperlink", "https://example.org", True)]), "pptx", id="links to click"
        ),
        pytest.param(
            a_pptx(links=[("hyperlink", r"file:///C:\notes.docx", True)]),
            "pptx",
            id="a link to a disk",
        ),
        pytest.param(
            a_pptx(links=[("image", "https://example.org/a.png", True), ("video", "a.mp4", True)]),
            "pptx",
            id="linked pictures and films: said on the page",
        ),
        pytest.param(
            a_pptx(more={"ppt/embeddings/Microsoft_Excel_Sheet.xlsx": b"x"}),
            "pptx",
            id="a chart's table",
        ),
        pytest.param(
            an_odp(body='<draw:image xlink:href="https://example.org/a.png"/>'),
            "odp",
            id="a linked picture",
        ),
        pytest.param(
            an_odp(body='<presentation:event-listener presentation:action="next-page"/>'),
            "odp",
            id="a click that turns the page",
        ),
        pytest.param(an_odp(more={"Basic/": b""}), "odp", id="an empty folder for macros"),
    ],
)
def test_taken(data, expected):
    assert kind(data) == expected


def bomb(megabytes=60):
    return a_pptx(more={"ppt/media/zeros.bin": b"\0" * (megabytes * MEGABYTE)})


def overlapping():
    """Ten parts that share the bytes of the first."""
    data = a_zip({"[Content_Types].xml": "<Types/>", "a": b"a" * 100})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
    directory = data[start : data.rfind(b"PK\x05\x06")]
    first = directory[: directory.find(b"PK\x01\x02", 4)]
    copies = b"".join(
        first.replace(b"[Content_Types].xml", b"[Content_Types].xm%d" % n) for n in range(10)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10, 10, len(copies), start, 0)
    return data[:start] + copies + end


def huge_directory():
    data = a_zip({"a": b"a"})
    return data[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 90_000_000, 40, 0)


def locked_zip():
    data = bytearray(a_pptx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    return bytes(data)


def lying_size():
    """Says that a part unpacks to a few bytes; it is 40 MB."""
    data = bytearray(a_pptx(more={"ppt/slides/slide9.xml": b" " * (40 * MEGABYTE)}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"slide9.xml"))
    data[at + 24 : at + 28] = struct.pack("<L", 20)
    return bytes(data)


def hidden_behind(data):
    return b"PK\x03\x04" + b"\0" * 100 + data


def a_large_png(width, height):
    def part(name, body):
        return (
            struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))
        )

    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", b"") + part(b"IEND", b"")


REFUSED = [
    ("nothing in it", b"", errors.EmptyFile),
    ("words", b"Dear all, the slides are", errors.UnknownContent),
    ("a page", b"<!doctype html><script>alert(1)</script>", errors.UnknownContent),
    ("a drawing that can hold scripts", b"<svg xmlns='http://www.w3.org/2000/svg'/>", errors.UnknownContent),
    ("a PDF that does not begin with itself", b"\n" + a_pdf(), errors.UnknownContent),
    ("a GIF", b"GIF89a" + b"\0" * 100, errors.UnknownContent),
    ("a program", b"MZ" + b"\0" * 100, errors.UnknownContent),
    ("a plain ZIP", a_zip({"slides.pdf": a_pdf()}), errors.UnknownContent),
    ("an old or locked Office file", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, errors.OldFormat),
    ("a workbook", a_pptx(kind="application/x.spreadsheetml.sheet.main+xml"), errors.AnotherFormat),
    ("a slide show", a_pptx(kind=f"{CT}.slideshow.main+xml"), errors.AnotherFormat),
    ("a template", a_pptx(kind=f"{CT}.template.main+xml"), errors.AnotherFormat),
    ("with macros by type", a_pptx(kind="application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
     errors.HasMacros),
    ("with macros by part", a_pptx(more={"ppt/vbaProject.bin": b"x"}), errors.HasMacros),
    ("with macros in other letters", a_pptx(more={"PPT/VBAPROJECT.BIN": b"x"}), errors.HasMacros),
    ("with macros in a table inside", a_pptx(more={"ppt/embeddings/Sheet.xlsm": b"x"}), errors.HasMacros),
    ("with ActiveX", a_pptx(more={"ppt/activeX/activeX1.xml": b"<x/>"}), errors.HasMacros),
    ("with a click that starts a program", a_pptx(slides=[a_slide(action="ppaction://program")]),
     errors.HasMacros),
    ("with a linked table", a_pptx(links=[("oleObject", r"file:///C:\t.xlsx", True)]), errors.LinkedContent),
    ("with a linked template", a_pptx(links=[("attachedTemplate", "https://example.org/t.potx", True)]),
     errors.LinkedContent),
    ("with a frame", a_pptx(links=[("frame", "https://example.org", True)]), errors.LinkedContent),
    ("with a link of an unknown kind", a_pptx(links=[("news", "https://example.org", True)]),
     errors.LinkedContent),
    ("with a linked table in a chart", a_pptx(more={
        "ppt/charts/_rels/chart1.xml.rels": relations(("oleObject", "file:///t.xlsx", True))}),
     errors.LinkedContent),
    ("with a document type", a_pptx(slides=['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']), errors.DamagedFile),
    ("with broken parts", a_pptx(slides=["<a>"]), errors.DamagedFile),
    ("a text of OpenDocument", an_odp(mimetype="application/vnd.oasis.opendocument.text"),
     errors.UnknownContent),
    ("an ODP template", an_odp(mimetype="application/vnd.oasis.opendocument.presentation-template"),
     errors.UnknownContent),
    ("an ODP with Basic", an_odp(more={"Basic/Standard/Module1.xml": b"<x/>"}), errors.HasMacros),
    ("an ODP with scripts", an_odp(more={"Scripts/python/a.py": b"x"}), errors.HasMacros),
    ("an ODP with a macro at a click", an_odp(
        body='<script:event-listener script:language="ooo:script" xlink:href="vnd.sun.star.script:a"/>'),
     errors.HasMacros),
    ("an ODP that starts a program", an_odp(
        body='<presentation:event-listener presentation:action="execute" xlink:href="../x.exe"/>'),
     errors.HasMacros),
    ("an ODP with a linked table", an_odp(body='<draw:object xlink:href="file:///t.ods"/>'),
     errors.LinkedContent),
    ("an ODP with a frame", an_odp(body='<draw:floating-frame xlink:href="https://example.org"/>'),
     errors.LinkedContent),
    ("an ODP with a password", an_odp(more={
        "META-INF/manifest.xml": '<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'}),
     errors.LockedFile),
    ("a ZIP with a password", locked_zip(), errors.LockedFile),
    ("a ZIP bomb", bomb(), errors.TooMuchInside),
    ("a ZIP of shared bytes", overlapping(), errors.TooMuchInside),
    ("a ZIP of too many parts", a_zip({f"ppt/{n}": b"" for n in range(10_001)}), errors.TooMuchInside),
    ("a ZIP with an endless table of contents", huge_directory(), errors.TooMuchInside),
    ("a ZIP that lies about a size", lying_size(), errors.DamagedFile),
    ("a ZIP that was cut off", a_pptx()[:-30], errors.DamagedFile),
    ("a ZIP behind something else", hidden_behind(a_pptx()), errors.DamagedFile),
    ("a ZIP that leads outside", a_pptx(more={"../../evil.xml": b"x"}), errors.DamagedFile),
    ("a ZIP with another packing", a_pptx(method=zipfile.ZIP_LZMA), errors.DamagedFile),
    ("a picture that was cut off", a_picture()[:20], errors.DamagedFile),
    ("a picture of another kind", b"\x89PNG\r\n\x1a\n" + a_picture("JPEG"), errors.DamagedFile),
    ("a picture of 81 million pixels", a_large_png(9000, 9000), errors.PictureTooLarge),
    ("a picture bomb", a_large_png(65000, 65000), errors.PictureTooLarge),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "error"), [pytest.param(data, error, id=name) for name, data, error in REFUSED]
)
def test_refused_with_its_sentence(data, error):
    with pytest.raises(error) as refusal:
        kind(data)
    assert type(refusal.value) is error
    assert str(refusal.value).endswith(".")


SEEDS = [a_pdf(), a_pptx(), an_odp(), a_picture("PNG"), a_picture("JPEG"), a_picture("WEBP")]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.data())
def test_whatever_is_changed_in_a_file_it_is_a_kind_or_a_refusal(seed, data):
    changed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(changed) - 1))
        match data.draw(st.integers(0, 2)):
            case 0:
                changed[at] = data.draw(st.integers(0, 255))
            case 1:
                del changed[at : at + data.draw(st.integers(1, 40))]
                changed = changed or bytearray(b"x")
            case 2:
                changed[at:at] = data.draw(st.binary(max_size=40))
    try:
        assert kind(bytes(changed))
    except Refusal as refusal:
        assert str(refusal)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff"]))
def test_any_bytes_are_a_kind_or_a_refusal(data, start):
    try:
        assert kind(start + data)
    except Refusal as refusal:
        assert str(refusal)
