"""What a simple look misses: names of another namespace, odd places, sizes that are a lie."""

import io
import struct
import zlib

import pytest

from app.materials import errors
from app.materials.content import kind_of
from app.materials.content.zips import MEGABYTE, MOST_ELEMENTS
from tests.support.files import PPTX_TYPE, a_pptx, a_slide, an_odp

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/ppt/presentation.xml" ContentType="{PPTX_TYPE}"/>{{}}</Types>'
)
SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
PROGRAM = a_slide(action="ppaction://program")
AGAIN = 'xmlns:z="urn:z" z:'  # an attribute of another namespace


def declared(row, **parts):
    return a_pptx(more={"[Content_Types].xml": TYPES.format(row), **parts})


def linked(attributes):
    return a_pptx(
        more={"ppt/_rels/presentation.xml.rels": f"<x><Relationship Id='r' {attributes}/></x>"}
    )


def ending_early(shown, hidden):
    """A slide that says it ends after `shown`, with the right sum for that."""
    data = bytearray(a_pptx(more={"ppt/slides/slide9.xml": shown + hidden}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"slide9.xml"))
    struct.pack_into("<L", data, at + 16, zlib.crc32(shown))
    struct.pack_into("<L", data, at + 24, len(shown))
    return bytes(data)


REFUSED = [
    ("an outside link said twice", linked(
        f'Type="x/oleObject" Target="file:///t.xlsx" TargetMode="External" {AGAIN}TargetMode="Internal"'),
     errors.LinkedContent),
    ("an outside link that is two kinds", linked(
        f'Type="x/oleObject" Target="file:///t.xlsx" TargetMode="External" {AGAIN}Type="x/hyperlink"'),
     errors.LinkedContent),
    ("a macro type said twice", declared(
        '<Override PartName="/ppt/a.bin" ContentType="application/vnd.ms-office.vbaProject" '
        f'{AGAIN}ContentType="image/png"/>', **{"ppt/a.bin": b"x"}), errors.HasMacros),
    ("a program at a click said twice", a_pptx(slides=[
        PROGRAM.replace('action="', f'{AGAIN}action="" action="')]), errors.HasMacros),
    ("a program at a click, the innocent last", a_pptx(slides=[
        PROGRAM.replace('program"', f'program" {AGAIN}action=""')]), errors.HasMacros),
    ("a slide in another folder", declared(
        f'<Override PartName="/talk/one.xml" ContentType="{SLIDE_TYPE}"/>', **{"talk/one.xml": PROGRAM}),
     errors.HasMacros),
    ("a slide with another ending", declared(
        f'<Default Extension="bin" ContentType="{SLIDE_TYPE}"/>', **{"talk/one.bin": PROGRAM}),
     errors.HasMacros),
    ("a slide whose name is written otherwise", declared(
        f'<Override PartName="/talk/%6Fne.foo" ContentType="{SLIDE_TYPE}"/>', **{"talk/one.foo": PROGRAM}),
     errors.HasMacros),
    ("a template with macros inside", a_pptx(more={"ppt/embeddings/a.xltm": b"x"}), errors.HasMacros),
    ("a slide that goes on behind its end", ending_early(a_slide().encode(), b" " * 50), errors.DamagedFile),
    ("a name that goes on behind a NUL", a_pptx(more={"a!/../../x": b"x"}).replace(b"a!/..", b"a\0/.."),
     errors.DamagedFile),
    ("a macro at a click said twice", an_odp(
        body=f'<script:event-listener script:language="ooo:script" {AGAIN}language=""/>'), errors.HasMacros),
    ("an ODP table linked twice", an_odp(
        body=f'<draw:object xlink:href="file:///t.ods" {AGAIN}href="./Object 1"/>'), errors.LinkedContent),
    ("an ODP table linked behind a blank", an_odp(body='<draw:object xlink:href=" ./../../t.ods"/>'),
     errors.LinkedContent),
    ("an ODP macro behind a blank", an_odp(body='<draw:a xlink:href=" vnd.sun.star.script:x"/>'),
     errors.HasMacros),
    ("Basic of a table inside", an_odp(more={"Object 1/Basic/A/Module1.xml": b"<x/>"}), errors.HasMacros),
    ("a macro in a table inside", an_odp(more={
        "Object 1/content.xml": '<x xmlns:k="k"><k:a k:href="macro:x"/></x>'}), errors.HasMacros),
    ("more elements than any presentation has", a_pptx(
        more={"ppt/media/a.bin": zlib.compress(bytes(MEGABYTE), 0)},
        slides=["<x>" + "<a/>" * 400_000 + "</x>"] * (MOST_ELEMENTS // 400_000 + 1)), errors.TooMuchInside),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "error"), [pytest.param(data, error, id=name) for name, data, error in REFUSED]
)
def test_hidden_things_are_found(data, error):
    with pytest.raises(error) as refusal:
        kind_of(io.BytesIO(data), size=len(data))
    assert type(refusal.value) is error


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            a_pptx(more={"ppt/media/image1.svg": '<!DOCTYPE svg SYSTEM "x"><svg/>'}),
            id="a drawing with a document type: a picture like others",
        ),
        pytest.param(
            a_pptx(slides=['<p xmlns:r="urn:r"><sldId id="256" r:id="rId2"/></p>']),
            id="two attributes of one local name, as PowerPoint writes them",
        ),
        pytest.param(
            declared(
                '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.'
                'presentationml.printerSettings"/>',
                **{"ppt/printerSettings/printerSettings1.bin": b"\0\1"},
            ),
            id="settings of a printer",
        ),
        pytest.param(an_odp(more={"Pictures/basic.png": b"x"}), id="a picture called basic"),
        pytest.param(
            an_odp(body='<draw:object xlink:href="./Object 1"/>'), id="a table that is inside"
        ),
    ],
)
def test_taken(data):
    assert kind_of(io.BytesIO(data), size=len(data)) in ("pptx", "odp")
