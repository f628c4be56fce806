"""Rows of tables as lines of JSON and back, the same for every database."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Row
from sqlalchemy.types import TypeDecorator


def line_of(row: Row[Any]) -> bytes:
    values = {name: _plain(value) for name, value in row._mapping.items()}
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def values_of(line: bytes, table: Table) -> dict[str, Any]:
    """Refused with ValueError: a column that the table does not have."""
    read: dict[str, Any] = json.loads(line)
    unknown = set(read) - set(table.columns.keys())
    if unknown:
        raise ValueError(f"{table.name} has no {', '.join(sorted(unknown))}")
    return {name: _typed(value, table.columns[name].type) for name, value in read.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return value


def _typed(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    wanted = _python_type(kind)
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is date:
        return date.fromisoformat(value)
    if wanted is bytes:
        return b64decode(value)
    return value


def _python_type(kind: Any) -> type | None:
    """JSON columns have none, and stand in the line as they are."""
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    try:
        found: type = plain.python_type
    except NotImplementedError:
        return None
    return found
