"""What could be easier to read for everybody, found in a file as far as a program can.

Runs in the child process (`child.py`) for whatever a stranger sent. Gives codes; the words for them, and
how to mend each, stand on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.materials.content import odp, pptx
from app.materials.content.elements import Element, elements, text_of
from app.materials.content.zips import Parts, opened
from app.materials.enums import FileKind

Finding = dict[str, Any]  # {"code": ..., "slides": [numbers from 1]}, the latter where it is known

MOST_SLIDES_NAMED = 50
_NO_TITLE = ("", "powerpoint presentation", "powerpoint-präsentation", "presentation", "untitled")
_WEB = ("http://", "https://", "mailto:", "tel:", "#")


def findings_in(path: Path, kind: FileKind) -> list[Finding]:
    """Of one file; empty when nothing was found."""
    if kind == FileKind.PDF:
        return [{"code": code} for code in _in_pdf(path)]
    if kind == FileKind.PPTX:
        with path.open("rb") as file, opened(file, size=path.stat().st_size) as parts:
            return list(_in_pptx(parts))
    if kind == FileKind.ODP:
        with path.open("rb") as file, opened(file, size=path.stat().st_size) as parts:
            return list(_in_odp(parts))
    return [{"code": "picture"}]


def _in_pdf(path: Path) -> Iterator[str]:
    import pikepdf  # here, so that the web server does not load it

    try:
        with pikepdf.open(path) as pdf:
            root = pdf.Root
            title = str(pdf.docinfo.get("/Title", "")) or pdf.open_metadata().get("dc:title")
            if not str(title or "").strip():
                yield "untitled"
            if "/StructTreeRoot" not in root:
                yield "untagged"
            if not str(root.get("/Lang", "")).strip():
                yield "no_language"
    except pikepdf.PasswordError:
        yield "locked"
    except pikepdf.PdfError:
        yield "damaged"


def _in_pptx(parts: Parts) -> Iterator[Finding]:
    title = text_of(parts.read("docProps/core.xml"), "title")
    if title.strip().casefold() in _NO_TITLE:
        yield {"code": "untitled"}
    has_language, without = False, []
    for number, name in enumerate(_slides_in_order(parts), 1):
        items = list(elements(parts.read(name)))
        has_language |= any(item.attributes.get("lang") for item in items if item.name == "rPr")
        if _has_picture_without_text(items):
            without.append(number)
    if not has_language:
        yield {"code": "no_language"}
    if without:
        yield {"code": "pictures", "slides": without[:MOST_SLIDES_NAMED]}
    links = [one for one in pptx.relations(parts) if one.is_external]
    if any(one.kind in pptx.MEDIA for one in links):
        yield {"code": "linked_media"}
    hyperlinks = (one.target.casefold() for one in links if one.kind == "hyperlink")
    if any(not target.startswith(_WEB) for target in hyperlinks):
        yield {"code": "local_links"}


def _slides_in_order(parts: Parts) -> list[str]:
    """The slides as they are shown; those that the presentation does not name come last."""
    targets = {
        item.attributes.get("Id", ""): f"ppt/{item.attributes.get('Target', '')}"
        for item in elements(parts.read("ppt/_rels/presentation.xml.rels") or b"<x/>")
    }
    shown = [
        targets.get(item.attributes.get("id", ""), "")
        for item in elements(parts.read(pptx.PRESENTATION))
        if item.name == "sldId"
    ]
    every = [name for name in parts.names if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    every.sort(key=lambda name: int(re.sub(r"\D", "", name)))
    named = [name for name in shown if name in every]
    return named + [name for name in every if name not in named]


def _has_picture_without_text(items: list[Element]) -> bool:
    """A picture's own properties follow it; one marked as decoration needs no words."""
    is_picture = lacks = False
    for item in items:
        if item.name == "pic":
            if lacks:
                return True
            is_picture = True
        elif item.name == "cNvPr":
            if lacks:
                return True
            lacks = is_picture and not item.attributes.get("descr", "").strip()
            is_picture = False
        elif item.name == "decorative" and item.attributes.get("val") in ("1", "true"):
            lacks = False
    return lacks


def _in_odp(parts: Parts) -> Iterator[Finding]:
    meta = parts.read("meta.xml")
    if not text_of(meta or b"<x/>", "title").strip():
        yield {"code": "untitled"}
    styles = list(elements(parts.read("styles.xml") or b"<x/>"))
    items = list(elements(parts.read("content.xml")))
    said = {item.attributes.get("language", "") for item in [*styles, *items]}
    if not said - {"", "none", "zxx"}:
        yield {"code": "no_language"}
    without = sorted(_frames_without_text(items))
    if without:
        yield {"code": "pictures", "slides": without[:MOST_SLIDES_NAMED]}
    if any(odp.linked_media(item) for item in items):
        yield {"code": "linked_media"}


def _frames_without_text(items: list[Element]) -> set[int]:
    """The numbers of the pages with a picture that has neither a title nor a description."""
    found: set[int] = set()
    page = 0
    has_picture = has_words = False
    for item in [*items, Element("frame", {})]:
        if item.name in ("frame", "page"):
            if has_picture and not has_words:
                found.add(max(page, 1))
            has_picture = has_words = False
            page += item.name == "page"
        elif item.name == "image":
            has_picture = True
        elif item.name in ("title", "desc"):
            has_words = True
    return found
