"""PowerPoint: what the presentation is, and what it may not hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.materials import errors
from app.materials.content.elements import elements
from app.materials.content.zips import Parts

PRESENTATION = "ppt/presentation.xml"
_TYPES = "[Content_Types].xml"
_OURS = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex")
_MACRO_NAMES = (
    "vbaproject.bin",
    ".docm",
    ".xlsm",
    ".xlsb",
    ".xlam",
    ".pptm",
    ".ppsm",
    ".potm",
    ".ppam",
)
_PROGRAM_FOLDERS = ("ppt/activex/", "ppt/ctrlprops/")
_SHOWN = ("ppt/slides/", "ppt/slidelayouts/", "ppt/slidemasters/", "ppt/notesslides/")
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
    types = list(elements(parts.read(_TYPES)))
    declared = [item.attributes.get("ContentType", "").casefold() for item in types]
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
    for name in parts.names:
        if name.casefold().startswith(_SHOWN) and name.casefold().endswith(".xml"):
            for item in elements(parts.read(name)):
                if item.attributes.get("action", "").casefold().startswith(_RUNS):
                    raise errors.HasMacros()


def relations(parts: Parts) -> Iterator[Relation]:
    """Every link of every part."""
    for name in parts.names:
        if name.casefold().endswith(".rels"):
            for item in elements(parts.read(name)):
                if item.name == "Relationship":
                    kind = item.attributes.get("Type", "").rpartition("/")[2]
                    yield Relation(
                        kind.casefold(),
                        item.attributes.get("Target", ""),
                        item.attributes.get("TargetMode", "").casefold() == "external",
                    )
