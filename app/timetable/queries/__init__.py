"""Reading the timetable: what is out, the draft, the change log."""

from app.timetable.queries.building import breaks_shown, build
from app.timetable.queries.planning import (
    draft_tag,
    names_of_people,
    planned_rows,
    provisions_by_slot,
    services_by_session,
    sessions_without_time,
)
from app.timetable.queries.reading import (
    Published,
    break_by_ref,
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
    "break_by_ref",
    "breaks",
    "breaks_shown",
    "build",
    "document_of",
    "draft_tag",
    "fingerprint",
    "names_of_people",
    "newest_publication",
    "notices",
    "placement",
    "placements",
    "planned_rows",
    "provisions_by_slot",
    "publications",
    "published",
    "release",
    "services_by_session",
    "sessions_without_time",
    "step_to_redo",
    "step_to_undo",
]
