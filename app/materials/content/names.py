"""What a file is called when it is downloaded. The name is never part of a path of ours."""

from __future__ import annotations

import unicodedata

from app.materials import errors
from app.materials.enums import FileKind

# The endings of each kind, the usual one first.
ENDINGS = {
    FileKind.PDF: (".pdf",),
    FileKind.PPTX: (".pptx",),
    FileKind.ODP: (".odp",),
    FileKind.PNG: (".png",),
    FileKind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    FileKind.WEBP: (".webp",),
}
# Endings that promise something else. Any other ending is part of the name: "Talk v1.2".
_PROMISES = {ending for endings in ENDINGS.values() for ending in endings} | set(
    ".ppt .pps .pptm .ppsx .ppsm .potx .potm .odt .ods .odg .otp .key .doc .docx .docm .xls .xlsx .xlsm "
    ".rtf .txt .csv .htm .html .xhtml .svg .gif .bmp .tif .tiff .heic .avif .zip .rar .7z .gz "
    ".mp3 .mp4 .mov .avi .mkv .webm .exe .msi .bat .cmd .com .scr .js .vbs .ps1 .lnk .jar .apk .dmg "
    ".iso".split()
)
LONGEST = 150  # bytes of UTF-8 before the ending: every file system takes 255
_FORBIDDEN = set('<>:"|?*/\\')  # on some system or other
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}


def clean_name(typed: str, kind: FileKind) -> str:
    """The last part of what the browser sent, without what could mislead: control and direction
    characters, characters that some system does not take, ends of dots. It always ends as its kind does.

    Refused: an ending that promises another kind.
    """
    last = typed.replace("\\", "/").rpartition("/")[2]
    name = "".join(_kept(character) for character in unicodedata.normalize("NFC", last))
    name = " ".join(name.split()).strip(" .")
    stem, ending = _split(name)
    if ending and ending not in ENDINGS[kind]:
        raise errors.NameSaysOtherwise(kind)
    stem = stem.encode()[:LONGEST].decode(errors="ignore").strip(" .")
    if not any(map(str.isalnum, stem)):
        stem = str(kind)
    if stem.partition(".")[0].casefold() in _DEVICES:
        stem = f"_{stem}"
    return stem + (ending or ENDINGS[kind][0])


def _split(name: str) -> tuple[str, str]:
    """The name and its ending in small letters, which is empty when it promises nothing."""
    stem, dot, ending = name.rpartition(".")
    found = f".{ending.casefold()}"
    return (stem, found) if dot and found in _PROMISES else (name, "")


def _kept(character: str) -> str:
    if character in _FORBIDDEN:
        return "_"
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r":
        return " "
    return "" if category[0] == "C" else character
