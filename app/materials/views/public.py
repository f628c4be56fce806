"""What everybody may have."""

from __future__ import annotations

from flask import Response, abort

from app.events import queries as events
from app.kernel import clock
from app.materials import queries
from app.materials.rules import Viewer
from app.materials.serving import serve
from app.materials.views.blueprint import blueprint


@blueprint.get("/<event>/materials/<ref>")
def public(event: str, ref: str) -> Response:
    """The newest version of what is released to everyone; the rule is asked each time. 404 for all else."""
    found = events.published_by_slug(event) or abort(404)
    released = queries.released_file(found, ref, Viewer.ANYBODY, now=clock.now())
    return serve(released[1]) if released else abort(404)
