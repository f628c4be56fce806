"""Handing out files: always as an attachment, never as a page of this site, in pieces, also in part.

    return serve(file)

Who may have it is the caller's question; whether a scan lets it out is asked here.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from flask import Response, abort, current_app, make_response, render_template, request
from werkzeug.datastructures import ContentRange

from app.kernel.storage import NoSuchObject, storage
from app.materials.enums import FileKind
from app.materials.models import StoredFile
from app.materials.rules import is_let_out

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.ODP: "application/vnd.oasis.opendocument.presentation",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
}
_ATTR_CHARS = "!#$&+-.^_`|~"  # what RFC 8187 leaves as it is, besides letters and digits


def serve(file: StoredFile) -> Response:
    """The file, or what it was asked for of it: 200, 206, 304 or 416. Before a scan lets it out it is 404,
    and when the storage has lost it a page says so (404)."""
    if not is_let_out(file.scan, has_scanner=has_scanner()):
        abort(404)
    try:
        size = storage().size(file.storage_key)
    except NoSuchObject:
        current_app.logger.error("stored file %s is not in the storage", file.public_id)
        return make_response(render_template("errors/lost_file.html"), 404)
    start, end = _asked_part(file, size)
    if start >= end and size:
        response = Response(status=416, mimetype="text/plain")
        response.content_range = ContentRange("bytes", None, None, size)
        return _dressed(response, file)
    length = end - start
    # The store is asked for here: the pieces are read when no request is at hand any more.
    chunks = storage().chunks(file.storage_key, start=start, length=length)
    response = Response(chunks, mimetype=TYPES[file.kind])
    response.content_length = length
    if length < size:
        response.status_code = 206
        response.content_range = ContentRange("bytes", start, end, size)
    _dressed(response, file)
    if response.status_code == 200:
        response.make_conditional(request)
    return response


def thumbnail(file: StoredFile, number: int) -> Response:
    """The picture we made of a page, from 1."""
    if not is_let_out(file.scan, has_scanner=has_scanner()) or not 1 <= number <= file.thumbnails:
        abort(404)
    try:
        picture = b"".join(storage().chunks(thumbnail_key(file.storage_key, number)))
    except NoSuchObject:
        abort(404)
    response = Response(picture, mimetype="image/png")
    response.set_etag(f"{file.sha256[:32]}-{number}")
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def thumbnail_key(storage_key: str, number: int) -> str:
    return f"{storage_key}.{number}.png"


def has_scanner() -> bool:
    return current_app.config["SETTINGS"].scanner is not None


def _asked_part(file: StoredFile, size: int) -> tuple[int, int]:
    """From which byte to before which. Several ranges, and one of another version, are the whole file; an
    empty part is one that the file does not have."""
    asked = request.range
    is_other = request.if_range.etag not in (None, file.sha256) or request.if_range.date is not None
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or is_other:
        return 0, size
    start, _end = asked.ranges[0]
    if start < -size:  # more of its end than there is: all of it
        return 0, size
    found = asked.range_for_length(size)
    return found or (0, 0)


def _dressed(response: Response, file: StoredFile) -> Response:
    response.set_etag(file.sha256)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = disposition(file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def disposition(name: str) -> str:
    """`attachment` with the name for every browser (RFC 6266): in ASCII, and as it is where that differs."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join("_" if character in '"\\%' else character for character in plain)
    if plain.startswith("."):
        plain = f"file{plain}"
    if plain == name:
        return f'attachment; filename="{plain}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_ATTR_CHARS)}"
