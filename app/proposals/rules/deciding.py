"""Which proposals are chosen, what is told when, and how balanced the choice is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from app.kernel.clock import LONDON, london
from app.kernel.errors import Refusal
from app.proposals import errors
from app.proposals.enums import CHOSEN, Decision, ProposalState

BECOMES = {
    Decision.ACCEPT: ProposalState.ACCEPTED,
    Decision.RESERVE: ProposalState.RESERVE,
    Decision.REJECT: ProposalState.REJECTED,
}
END_OF_DAY = time(23, 59)
REMIND_BEFORE = (timedelta(days=3), timedelta(days=1))


def why_not_decide(state: ProposalState) -> Refusal | None:
    """A decision is held for what waits for one; what was told is changed by a mail of its own."""
    return None if state == ProposalState.SUBMITTED else errors.WrongState()


def why_not_release(*, pending: int, are_true: bool) -> Refusal | None:
    """Why decisions cannot be told now. `are_true`: for each there are the mails that say it, with the
    words as they would be written today."""
    if not pending:
        return errors.NothingDecided()
    return None if are_true else errors.MailsNotTrue()


def confirm_by(now: datetime, *, days: int) -> datetime:
    """Until when who is accepted says that they come: the end of a day in London."""
    on = london(now).date() + timedelta(days=days)
    return datetime.combine(on, END_OF_DAY, tzinfo=LONDON).astimezone(UTC)


def reminders(confirm_by_at: datetime, *, now: datetime) -> list[datetime]:
    """When who has not confirmed is reminded: three days and one day before, if that is still to come."""
    return [confirm_by_at - before for before in REMIND_BEFORE if confirm_by_at - before > now]


def why_not_confirm(state: ProposalState) -> Refusal | None:
    """Late is better than never: as long as the place was not given to another, they may."""
    return None if state == ProposalState.ACCEPTED else errors.NothingToConfirm()


def why_not_decline(state: ProposalState) -> Refusal | None:
    return None if state in CHOSEN else errors.NothingToConfirm()


def why_not_move_up(state: ProposalState) -> Refusal | None:
    """Who can be accepted after decisions were told."""
    may = (ProposalState.RESERVE, ProposalState.REJECTED, ProposalState.DECLINED)
    return None if state in may else errors.WrongState()


def why_not_turn_down(state: ProposalState) -> Refusal | None:
    """Who can be told that their place in reserve was not needed: nobody whose decision is still held."""
    return None if state == ProposalState.RESERVE else errors.WrongState()


def why_not_session(state: ProposalState, *, has_session: bool) -> Refusal | None:
    """Why a proposal does not become a session of the programme."""
    if has_session:
        return errors.SessionMade()
    return None if state in CHOSEN else errors.NotChosen()


@dataclass(frozen=True)
class Candidate:
    """A proposal as the view of balance counts it; `services` are names, `regions` theirs."""

    is_chosen: bool
    services: tuple[str, ...]
    regions: tuple[str, ...]
    tags: tuple[str, ...]
    type: str
    level: str
    language: str


@dataclass(frozen=True)
class Share:
    """How many of a kind are chosen, of how many that were offered."""

    name: str
    chosen: int
    offered: int


def is_chosen(state: ProposalState, decision: Decision | None) -> bool:
    """Accepted, or to be accepted when decisions are released."""
    if state == ProposalState.SUBMITTED:
        return decision == Decision.ACCEPT
    return state in CHOSEN


def balance(candidates: Sequence[Candidate], kind: str) -> list[Share]:
    """By one of the fields of `Candidate`: every value that was offered, by name. Two presenters of one
    region count once for their proposal."""
    offered: Counter[str] = Counter()
    chosen: Counter[str] = Counter()
    for one in candidates:
        for name in dict.fromkeys(_values(one, kind)):
            offered[name] += 1
            chosen[name] += one.is_chosen
    return [Share(name, chosen[name], offered[name]) for name in sorted(offered, key=str.casefold)]


def _values(candidate: Candidate, kind: str) -> Iterable[str]:
    value: str | tuple[str, ...] = getattr(candidate, kind)
    return [value] if isinstance(value, str) else value
