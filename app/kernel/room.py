"""Whether something failed because a disk, a quota or the database's disk is full."""

from __future__ import annotations

import errno
import sqlite3

from sqlalchemy.exc import OperationalError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_POSTGRESQL_DISK_FULL = "53100"


def has_no_room(error: BaseException) -> bool:
    if isinstance(error, OperationalError):
        cause = error.orig
        is_full = getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        return is_full or getattr(cause, "sqlstate", None) == _POSTGRESQL_DISK_FULL
    return isinstance(error, OSError) and error.errno in _FULL
