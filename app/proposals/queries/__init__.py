"""Reading the call, proposals and reviews."""

from app.proposals.queries.deciding import (
    correction,
    correction_waiting,
    corrections_asked,
    counts,
    in_states,
    of_session,
    pending,
    pending_locked,
    sent,
    told,
)
from app.proposals.queries.proposals import at_desk, by_ref, call_of, locked

__all__ = [
    "at_desk",
    "by_ref",
    "call_of",
    "correction",
    "correction_waiting",
    "corrections_asked",
    "counts",
    "in_states",
    "locked",
    "of_session",
    "pending",
    "pending_locked",
    "sent",
    "told",
]
