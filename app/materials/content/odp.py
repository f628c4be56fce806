"""OpenDocument presentations: the same questions as for PowerPoint."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.materials import errors
from app.materials.content.elements import Element, elements
from app.materials.content.zips import Parts

MIMETYPE = b"application/vnd.oasis.opendocument.presentation"
_PROGRAM_FOLDERS = ("basic/", "scripts/", "dialogs/")
_RUNS = ("execute", "execute-macro", "verb")  # what a click starts
_PICTURES = ("image", "plugin", "fill-image", "sound")
_READ = ("content.xml", "styles.xml")


def check(parts: Parts) -> None:
    """Refused: programs, a password, and parts that live elsewhere."""
    if any(name.casefold().startswith(_PROGRAM_FOLDERS) for name in parts.names):
        raise errors.HasMacros()
    if "content.xml" not in parts.names:
        raise errors.DamagedFile()
    manifest = parts.read("META-INF/manifest.xml")
    if manifest and any(item.name == "encryption-data" for item in elements(manifest)):
        raise errors.LockedFile()
    for name in _READ:
        for item in elements(data) if (data := parts.read(name)) else []:
            _check_one(item)


def _check_one(item: Element) -> None:
    target = item.attributes.get("href", "")
    if target.casefold().startswith(("vnd.sun.star.script:", "macro:")):
        raise errors.HasMacros()
    is_script = item.name == "event-listener" and item.attributes.get("language", "") != ""
    if is_script or item.attributes.get("action", "") in _RUNS:
        raise errors.HasMacros()
    if item.name in ("floating-frame", "applet", "dde-source", "dde-connection-decl"):
        raise errors.LinkedContent()
    if item.name in ("object", "object-ole") and is_elsewhere(target):
        raise errors.LinkedContent()


def linked_media(item: Element) -> bool:
    """A picture, film or sound that is not in the file."""
    return item.name in _PICTURES and is_elsewhere(item.attributes.get("href", ""))


def is_elsewhere(target: str) -> bool:
    """Not a path inside the file: with a scheme, from the root, or out of the folder."""
    try:
        scheme = urlsplit(target).scheme
    except ValueError:
        return True
    return bool(scheme) or target.startswith(("/", "../"))
