"""Who can be asked to present, and who can be taken off again."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.errors import Refusal
from app.proposals import errors
from app.proposals.enums import PresenterState

MOST = 8  # who present or are asked to, the lead among them
MOST_EVER = 30  # those too who declined or were taken off: nobody is to mail the whole country
NAMED = (PresenterState.INVITED, PresenterState.ACCEPTED)


def why_not_invite(
    known: PresenterState | None, *, others: Sequence[PresenterState]
) -> Refusal | None:
    """`known`: how the person stands on the proposal already; `others`: everybody else on it, ever."""
    if known in NAMED:
        return errors.NamedAlready()
    if sum(state in NAMED for state in others) >= MOST:
        return errors.TooManyPresenters()
    return errors.TooManyInvitations() if known is None and len(others) >= MOST_EVER else None


def why_not_remove(state: PresenterState, *, is_lead: bool) -> Refusal | None:
    if is_lead:
        return errors.LeadStays()
    return None if state != PresenterState.REMOVED else errors.InvitationEnded()


def why_not_answer(state: PresenterState) -> Refusal | None:
    """Who declined may change their mind; who was taken off cannot come back by an old mail."""
    return errors.InvitationEnded() if state == PresenterState.REMOVED else None
