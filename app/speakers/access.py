"""The permission edge of desks: whoever holds the link."""

from __future__ import annotations

from flask import abort

from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.speakers import queries
from app.speakers.models import Desk


def desk_of(token: str) -> Desk:
    """The desk a personal link opens; 404 for an unknown or revoked link."""
    return queries.desk_by_ref(subject_of(token, LinkPurpose.DESK)) or abort(404)
