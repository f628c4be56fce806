"""The programme on the charity's own site: one script, from an address that stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Response, abort, current_app

from app.pages.blueprint import blueprint
from app.pages.exports.chosen import for_all
from app.pages.kept import event_page

SCRIPT = "widget.js"


@blueprint.get("/<event>/widget.js")
def widget(event: str) -> Response:
    """The same script for each event: it reads from its own address whose programme to show."""
    return for_all(
        event_page(event, "widget", lambda _event: _script(), mimetype="text/javascript")
    )


def _script() -> bytes:
    find: Callable[[str], str] = current_app.jinja_env.globals["asset"]  # type: ignore[assignment]
    address = find(SCRIPT)
    path = Path(current_app.static_folder or "") / address.removeprefix("/static/")
    return path.read_bytes() if path.is_file() else abort(404)
