"""Reading the timetable: what is out, the draft, the change log."""

from app.timetable.queries.building import breaks_shown, build
from app.timetable.queries.reading import (
    Published,
    breaks,
    document_of,
    fingerprint,
    newest_publication,
    notices,
    placement,
    placements,
    publications,
    published,
    release,
)
from app.timetable.queries.steps import step_to_redo, step_to_undo

__all__ = [
    "Published",
    "breaks",
    "breaks_shown",
    "build",
    "document_of",
    "fingerprint",
    "newest_publication",
    "notices",
    "placement",
    "placements",
    "publications",
    "published",
    "release",
    "step_to_redo",
    "step_to_undo",
]
