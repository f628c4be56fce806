"""Views that take a file: their requests may be larger than all others.

    @blueprint.post("/s/<token>/file")
    @takes_uploads(LARGEST_FILE, door=desk_of)
    def add_file(token: str) -> Response: ...

What is larger is refused by its Content-Length before any of it is read, and a body that does not say how
large it is as soon as it grows over the limit (413). The limit is raised before the protection of forms
looks for its token, since that reads the body. `door` is asked even before: whoever may not come in cannot
make us store a hundred megabytes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, request

MEGABYTE = 1024 * 1024  # bytes
LARGEST_FILE = 100 * MEGABYTE
FORM_AROUND = MEGABYTE  # the other fields of the form and what frames them

View = Callable[..., Any]
_LIMIT = "largest_file"
_DOOR = "upload_door"


def takes_uploads(
    largest: int = LARGEST_FILE, *, door: Callable[..., object] | None = None
) -> Callable[[View], View]:
    """The view takes files of up to `largest` bytes. `door` gets the values of the address and aborts
    or answers for who may not upload there."""

    def mark(view: View) -> View:
        setattr(view, _LIMIT, largest)
        setattr(view, _DOOR, door)
        return view

    return mark


def set_up(app: Flask) -> None:
    """Before anything else looks into a request."""

    @app.before_request
    def _let_files_in() -> Response | None:
        if request.method != "POST":
            return None
        largest, said = limit_here(), request.content_length or 0
        is_chunked = "Transfer-Encoding" in request.headers
        is_small = not is_chunked and said <= app.config["MAX_CONTENT_LENGTH"]
        if largest is None or is_small:
            return None
        door: Callable[..., object] | None = getattr(_view(), _DOOR)
        answer = door(**(request.view_args or {})) if door else None
        if isinstance(answer, Response):  # such as: sign in first
            return answer
        request.max_content_length = largest + FORM_AROUND
        return None


def limit_here() -> int | None:
    """The largest file that the view of this request takes, in bytes; None when it takes none."""
    found: int | None = getattr(_view(), _LIMIT, None)
    return found


def _view() -> View | None:
    return current_app.view_functions.get(request.endpoint or "")
