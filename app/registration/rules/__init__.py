"""Decisions about places. Plain values in, a decision or a refusal out."""

from app.registration.rules.places import (
    Count,
    Span,
    capacity_of,
    first_clash,
    may_move,
    overlap,
    place_for,
    why_closed,
    why_not_book,
    why_not_give_up,
)

__all__ = [
    "Count",
    "Span",
    "capacity_of",
    "first_clash",
    "may_move",
    "overlap",
    "place_for",
    "why_closed",
    "why_not_book",
    "why_not_give_up",
]
