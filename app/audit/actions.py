"""Writing the audit trail, in the transaction of what it records."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from app.audit.models import AuditEntry
from app.kernel.transaction import needs_transaction


def record(
    action: str,
    *,
    now: datetime,
    actor: str,
    scope: str = "",
    subject: str = "",
    **detail: Any,
) -> None:
    """One line: who did what to which thing. `detail` holds no access needs and no secrets."""
    needs_transaction().add(
        AuditEntry(at=now, actor=actor, action=action, scope=scope, subject=subject, detail=detail)
    )


def rename_scope(old: str, new: str) -> None:
    """The entries of an event follow it to its new address."""
    rows = update(AuditEntry).where(AuditEntry.scope == old)
    needs_transaction().execute(rows.values(scope=new))
