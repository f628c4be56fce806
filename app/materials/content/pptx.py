"""PowerPoint: what the presentation is, and what it may not hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from app.materials import errors
from app.materials.content.elements import Element
from app.materials.content.zips import Parts

PRESENTATION = "ppt/presentation.xml"
_TYPES = "[Content_Types].xml"
_OURS = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex")
_MACRO_NAMES = (
    "vbaproject.bin",
    ".docm",
    ".dotm",
    ".xlsm",
    ".xlsb",
    ".xltm",
    ".xlam",
    ".pptm",
    ".ppsm",
    ".potm",
    ".ppam",
    ".sldm",
)
_PROGRAM_FOLDERS = ("ppt/activex/", "ppt/ctrlprops/")
# Where what can be clicked usually lies, and what it is declared as wherever it lies.
_SHOWN = ("ppt/slides/", "ppt/slidelayouts/", "ppt/slidemasters/", "ppt/notesslides/")
_SHOWN_TYPES = ("presentationml.", "drawingml.diagram", "drawingml.chartshapes")
_RUNS = ("ppaction://program", "ppaction://macro")  # what a click starts
# Kinds of links into the world that are no danger: what a click follows, and what is only missing.
_CLICKED = ("hyperlink",)
MEDIA = ("image", "video", "audio", "media")


class Relation(NamedTuple):
    """A link of one part: `kind` is the last word of its type."""

    kind: str
    target: str
    is_external: bool


def check(parts: Parts) -> None:
    """Refused: what is no presentation to edit, programs, and parts that live elsewhere."""
    types = list(parts.elements(_TYPES))
    declared = [kind.casefold() for item in types for kind in item.every("ContentType")]
    names = [name.casefold() for name in parts.names]
    has_program = any(word in kind for kind in declared for word in _MACRO_TYPES)
    if has_program or any(name.endswith(_MACRO_NAMES) for name in names):
        raise errors.HasMacros()
    if any(name.startswith(_PROGRAM_FOLDERS) for name in names):
        raise errors.HasMacros()
    if _OURS not in declared or PRESENTATION not in parts.names:
        raise errors.AnotherFormat()
    for relation in relations(parts):
        if relation.is_external and relation.kind not in (*_CLICKED, *MEDIA):
            raise errors.LinkedContent()
    for name in _shown(parts, types):
        for item in parts.elements(name):
            if any(one.strip().casefold().startswith(_RUNS) for one in item.every("action")):
                raise errors.HasMacros()


def _shown(parts: Parts, types: Collection[Element]) -> Iterator[str]:
    """The names of parts that may hold something to click."""
    ours = [item for item in types if any(map(_is_shown, item.every("ContentType")))]
    named = {unquote(one).lstrip("/").casefold() for item in ours for one in item.every("PartName")}
    endings = {f".{one.casefold()}" for item in ours for one in item.every("Extension")}
    for name in parts.names:
        small = name.casefold()
        usual = small.startswith(_SHOWN) and small.endswith(".xml")
        if usual or small in named or PurePosixPath(small).suffix in endings:
            yield name


def _is_shown(kind: str) -> bool:
    """By the type of a part. Settings of printers are no XML, though of the same family."""
    small = kind.strip().casefold()
    return small.endswith("+xml") and any(word in small for word in _SHOWN_TYPES)


def relations(parts: Parts) -> Iterator[Relation]:
    """Every link of every part."""
    for name in parts.names:
        if name.casefold().endswith(".rels"):
            for item in parts.elements(name):
                if item.name == "Relationship":
                    yield from _said(item)


def _said(item: Element) -> Iterator[Relation]:
    """A link, for each reading of it."""
    modes = [mode.strip().casefold() for mode in item.every("TargetMode")]
    for kind in item.every("Type") or [""]:
        for target in item.every("Target") or [""]:
            last = kind.strip().rpartition("/")[2]
            yield Relation(last.casefold(), target, "external" in modes)
