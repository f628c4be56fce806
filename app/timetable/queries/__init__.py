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
]
