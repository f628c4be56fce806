"""Answers: pages, refused forms, and bytes that a browser may keep."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from flask import Response, make_response, render_template, request

UNPROCESSABLE = 422
_CONDITIONS = frozenset(
    f"HTTP_{name}"
    for name in ("IF_NONE_MATCH", "IF_MODIFIED_SINCE", "IF_MATCH", "IF_UNMODIFIED_SINCE")
)


def page(template: str, *, status: int = 200, **values: Any) -> Response:
    """A page of this person's own: never kept by a cache."""
    return make_response(render_template(template, **values), status)


def refused(template: str, **values: Any) -> Response:
    """The same form again, with what was typed and what is wrong: 422."""
    return page(template, status=UNPROCESSABLE, **values)


def tag_of(body: bytes) -> str:
    """A strong ETag's text for these bytes."""
    return hashlib.sha256(body).hexdigest()[:32]


def kept(
    body: bytes,
    *,
    mimetype: str,
    tag: str | None = None,
    changed_at: datetime | None = None,
    private: bool = False,
) -> Response:
    """Bytes with ETag (and Last-Modified): asked for again unchanged they are a 304.

    A browser keeps them but asks each time, so nobody sees old places.
    """
    response = Response(body, mimetype=mimetype)
    response.set_etag(tag or tag_of(body))
    if changed_at is not None:
        response.last_modified = changed_at
    response.headers["Cache-Control"] = _cache_control(private=private)
    # Werkzeug looks for conditions as slowly when there are none.
    if not _CONDITIONS.isdisjoint(request.environ):
        response.make_conditional(request)
    return response


def kept_as(tag: str, *, private: bool = False) -> Response | None:
    """A 304 when the browser says that it has the bytes of this tag, so that they need not be made; else
    None. `tag` must change whenever the bytes do."""
    if tag not in request.if_none_match:
        return None
    response = Response(status=304)
    response.set_etag(tag)
    response.headers["Cache-Control"] = _cache_control(private=private)
    return response


def _cache_control(*, private: bool) -> str:
    return "private, no-cache" if private else "public, no-cache"
