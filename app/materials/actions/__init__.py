"""Changes to stored files and materials. All run inside `transaction()`."""

from app.materials.actions.changing import (
    MaterialDraft,
    add_material,
    add_version,
    restore_material,
    set_release,
    withdraw_material,
)
from app.materials.actions.chasing import chase, plan_chasing
from app.materials.actions.files import add_file, remove_file
from app.materials.actions.inspecting import note_inspection
from app.materials.actions.releasing import plan_releases, release

__all__ = [
    "MaterialDraft",
    "add_file",
    "add_material",
    "add_version",
    "chase",
    "note_inspection",
    "plan_chasing",
    "plan_releases",
    "release",
    "remove_file",
    "restore_material",
    "set_release",
    "withdraw_material",
]
