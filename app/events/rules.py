"""Decisions about events: addresses, windows, publishing, roles."""

from __future__ import annotations

from collections.abc import Collection

from app.events.enums import Role


def may_act(held: Collection[Role], needed: Role) -> bool:
    """Whether roles suffice: organisers do what hosts do; access needs are for the access lead alone."""
    return needed in held or (needed == Role.HOST and Role.ORGANISER in held)
