"""What was read of a workbook, carried from the look to the press in a signed field of the form: nothing is
stored, and nothing can be done that was not looked at."""

from __future__ import annotations

from dataclasses import asdict

from itsdangerous import BadData, URLSafeSerializer

from app.kernel.keys import signing_keys
from app.pages.imports import errors
from app.pages.imports.sheet import Raw, RawRow

LARGEST_FIELD = 900 * 1024  # bytes; a form has up to 1 MB
_SALT = "programme import"


def packed(raw: Raw, *, event: str) -> str:
    """Signed for this event, and packed. Refused: more than a form can carry."""
    data = str(_serializer(event).dumps(asdict(raw)))
    if len(data) > LARGEST_FIELD:
        raise errors.TooMuch
    return data


def unpacked(field: str, *, event: str) -> Raw:
    """Refused: what we did not sign for this event."""
    try:
        value = _serializer(event).loads(field)
    except BadData as error:
        raise errors.NoFile from error
    return Raw(
        tuple(value["columns"]),
        tuple(RawRow(**row) for row in value["sessions"]),
        tuple(RawRow(**row) for row in value["rooms"]),
    )


def _serializer(event: str) -> URLSafeSerializer:
    return URLSafeSerializer(list(reversed(signing_keys())), salt=f"{_SALT} {event}")
