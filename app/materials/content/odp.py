"""OpenDocument presentations: the same questions as for PowerPoint."""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import urlsplit

from app.materials import errors
from app.materials.content.elements import Element
from app.materials.content.zips import Parts

MIMETYPE = b"application/vnd.oasis.opendocument.presentation"
_PROGRAM_FOLDERS = {"basic", "scripts", "dialogs"}  # of the presentation, and of what is inside it
_RUNS = ("execute", "execute-macro", "verb")  # what a click starts
_PICTURES = ("image", "plugin", "fill-image", "sound")
_READ = ("content.xml", "styles.xml")


def check(parts: Parts) -> None:
    """Refused: programs, a password, and parts that live elsewhere."""
    folders = (PurePosixPath(name.casefold()).parent.parts for name in parts.names)
    if any(_PROGRAM_FOLDERS.intersection(found) for found in folders):
        raise errors.HasMacros()
    if "content.xml" not in parts.names:
        raise errors.DamagedFile()
    if any(item.name == "encryption-data" for item in parts.elements("META-INF/manifest.xml")):
        raise errors.LockedFile()
    for name in parts.names:
        if PurePosixPath(name).name in _READ:
            for item in parts.elements(name):
                _check_one(item)


def _check_one(item: Element) -> None:
    targets = [target.strip() for target in item.every("href")]
    if any(one.casefold().startswith(("vnd.sun.star.script:", "macro:")) for one in targets):
        raise errors.HasMacros()
    is_script = item.name == "event-listener" and any(item.every("language"))
    if is_script or any(action.strip() in _RUNS for action in item.every("action")):
        raise errors.HasMacros()
    if item.name in ("floating-frame", "applet", "dde-source", "dde-connection-decl"):
        raise errors.LinkedContent()
    if item.name in ("object", "object-ole") and any(map(is_elsewhere, targets)):
        raise errors.LinkedContent()


def linked_media(item: Element) -> bool:
    """A picture, film or sound that is not in the file."""
    return item.name in _PICTURES and any(map(is_elsewhere, item.every("href")))


def is_elsewhere(target: str) -> bool:
    """Not a path inside the file: with a scheme, from the root, or out of the folder."""
    try:
        scheme = urlsplit(target).scheme
    except ValueError:
        return True
    return bool(scheme) or target.startswith("/") or normpath(target).startswith("..")
