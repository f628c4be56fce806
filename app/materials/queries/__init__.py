"""Reading materials."""

from app.materials.queries.files import due_files, known_keys
from app.materials.queries.rows import (
    bytes_of,
    found,
    material,
    materials_of,
    presenters_of,
    sessions_with_materials,
)
from app.materials.queries.standing import Standing, has_slides, released_file, standings, to_show

__all__ = [
    "Standing",
    "bytes_of",
    "due_files",
    "found",
    "has_slides",
    "known_keys",
    "material",
    "materials_of",
    "presenters_of",
    "released_file",
    "sessions_with_materials",
    "standings",
    "to_show",
]
