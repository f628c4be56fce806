"""Writing the audit trail, in the transaction of what it records."""

from datetime import datetime
from typing import Any

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
