"""Decisions about materials: plain values in, an answer or a refusal out."""

from app.materials.rules.changing import (
    is_agreed,
    why_not_add,
    why_not_change,
    why_not_link,
    why_not_record,
    why_not_restore,
    why_not_store,
)
from app.materials.rules.chasing import Step, chase_times, due_on, is_to_chase
from app.materials.rules.files import is_let_out, next_try
from app.materials.rules.seeing import Shown, Viewer, may_see, released_at

__all__ = [
    "Shown",
    "Step",
    "Viewer",
    "chase_times",
    "due_on",
    "is_agreed",
    "is_let_out",
    "is_to_chase",
    "may_see",
    "next_try",
    "released_at",
    "why_not_add",
    "why_not_change",
    "why_not_link",
    "why_not_record",
    "why_not_restore",
    "why_not_store",
]
