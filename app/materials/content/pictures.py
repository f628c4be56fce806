"""Pictures: PNG, JPEG and WebP, by their header alone."""

from __future__ import annotations

from typing import IO

from PIL import Image

from app.materials import errors
from app.materials.enums import FileKind

MOST_PIXELS = 80_000_000
# How they begin; what the picture library calls them.
FORMATS = {FileKind.PNG: "PNG", FileKind.JPEG: "JPEG", FileKind.WEBP: "WEBP"}


def kind_by_start(start: bytes) -> FileKind | None:
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if start.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return FileKind.WEBP
    return None


def check(stream: IO[bytes], kind: FileKind) -> None:
    """Refused: what is no such picture, and one so large that showing it could hurt a small device."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=(FORMATS[kind],)) as picture:
            width, height = picture.size
    except Image.DecompressionBombError as error:
        raise errors.PictureTooLarge() from error
    except Exception as error:  # whatever a library makes of a hostile header
        raise errors.DamagedFile() from error
    if width * height > MOST_PIXELS:
        raise errors.PictureTooLarge()
