"""Files as people upload them, made here: presentations, PDFs, pictures, and hostile ones."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from PIL import Image
from werkzeug.datastructures import FileStorage

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CT = "application/vnd.openxmlformats-officedocument.presentationml"
PPTX_TYPE = f"{_CT}.presentation.main+xml"
ODP_TYPE = "application/vnd.oasis.opendocument.presentation"


def upload(data: bytes, name: str = "") -> FileStorage:
    return FileStorage(io.BytesIO(data), filename=name)


def a_pdf(*, pages=1, title="Quiet rooms", language="en", tagged=True) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(400, 300))
    if title:
        pdf.docinfo["/Title"] = title
    if language:
        pdf.Root.Lang = pikepdf.String(language)
    if tagged:
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        )
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def a_zip(parts: dict[str, bytes | str], *, method=zipfile.ZIP_DEFLATED, first=None) -> bytes:
    """`first`: the name of a part that is not packed, as OpenDocument's `mimetype`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == first else method)
    return out.getvalue()


def relations(*items: tuple[str, str, bool]) -> str:
    """Each: the last word of its type, its target, whether it leads outside."""
    rows = ""
    for number, (kind, target, outside) in enumerate(items, 1):
        mode = 'TargetMode="External"' if outside else ""
        rows += f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="{target}" {mode}/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{rows}</Relationships>'


def a_slide(*, pictures=(), action="", language="en-GB") -> str:
    """`pictures` are their alternative texts; None: none."""
    shown = ""
    for number, text in enumerate(pictures, 1):
        words = "" if text is None else f'descr="{text}"'
        shown += f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" {words}/></p:nvPicPr></p:pic>'
    click = f'<a:hlinkClick action="{action}"/>' if action else ""
    run = f'<a:r><a:rPr lang="{language}">{click}</a:rPr><a:t>Hello</a:t></a:r>'
    return (
        f'<p:sld xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_R}"><p:cSld>{shown}{run}</p:cSld></p:sld>'
    )


def a_pptx(
    *, title="Quiet rooms", kind=PPTX_TYPE, slides=None, links=(), more=None, **zipped
) -> bytes:
    """A small presentation; `links` are relations of its first slide, `more` other parts."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{kind}"/></Types>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata'
        '/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )
    slides = [a_slide()] if slides is None else slides
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml", False)),
        "docProps/core.xml": core,
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}"/>',
        "ppt/slides/_rels/slide1.xml.rels": relations(*links),
    }
    parts |= {f"ppt/slides/slide{n}.xml": slide for n, slide in enumerate(slides, 1)}
    return a_zip(parts | (more or {}), **zipped)


def an_odp(*, mimetype=ODP_TYPE, body="", more=None, meta="") -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="{space}"'
        for short, space in (
            ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
            ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
            ("script", "urn:oasis:names:tc:opendocument:xmlns:script:1.0"),
            ("presentation", "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"),
            ("dc", "http://purl.org/dc/elements/1.1/"),
            ("svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
            ("xlink", "http://www.w3.org/1999/xlink"),
        )
    )
    parts: dict[str, bytes | str] = {
        "mimetype": mimetype,
        "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        "meta.xml": f"<office:document-meta {spaces}>{meta}</office:document-meta>",
    }
    return a_zip(parts | (more or {}), first="mimetype")


def a_picture(kind="PNG", size=(40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()
