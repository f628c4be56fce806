"""What all policies have."""

from __future__ import annotations

from dataclasses import fields
from typing import Any


class BadPolicy(ValueError):
    """A value an event cannot work with; the text says which and why."""


def names_of(kind: Any) -> set[str]:
    return {item.name for item in fields(kind)}
