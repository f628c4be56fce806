"""Reading the call, proposals and reviews."""

from app.proposals.queries.proposals import at_desk, by_ref, call_of, locked

__all__ = ["at_desk", "by_ref", "call_of", "locked"]
