"""How proposals stand for who looks at them now: deadline, what is missing, what may still be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.kernel.errors import Refusal
from app.proposals import rules
from app.proposals.enums import Missing, PresenterState, ProposalState, Reach
from app.proposals.models import CallType, LateCode, Presenter, Proposal, Question
from app.proposals.queries.calling import Terms, terms_of
from app.proposals.queries.codes import codes_by_id
from app.proposals.queries.proposals import at_desk
from app.proposals.rules import Words


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`mine`: whoever of the desk's address is named on it and not taken off. `closes_at`: its deadline,
    None when there is none. `code`: its own late code, while that lives. `why_closed`: why it could not
    be sent now; None when it could. `unanswered`: questions that must be answered by now."""

    proposal: Proposal
    mine: tuple[Presenter, ...]
    closes_at: datetime | None
    code: LateCode | None
    why_closed: Refusal | None
    reach: Reach
    missing: tuple[Missing, ...]
    unanswered: tuple[Question, ...]

    @property
    def is_lead(self) -> bool:
        return any(one.is_lead for one in self.mine)

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.unanswered

    @property
    def invited(self) -> list[Presenter]:
        """Whose answer is awaited."""
        return [one for one in self.proposal.presenters if one.state == PresenterState.INVITED]

    @property
    def my_invitations(self) -> list[Presenter]:
        return [one for one in self.mine if one.state == PresenterState.INVITED]

    @property
    def may_withdraw(self) -> bool:
        return self.is_lead and rules.why_not_withdraw(self.proposal.state) is None

    @property
    def why_not_reopen(self) -> Refusal | None:
        return rules.why_not_reopen(
            self.proposal.state,
            was_told=self.proposal.told_at is not None,
            why_closed=self.why_closed,
        )

    @property
    def why_not_change_presenters(self) -> Refusal | None:
        return rules.why_not_change_presenters(
            self.proposal.state, has_session=self.proposal.session_id is not None
        )


def standings_at(
    event_id: int, email: str, *, terms: Terms | None = None, now: datetime
) -> list[Standing]:
    """Of each proposal that somebody at this address is named on, the newest first; as many questions
    to the database for thirty as for one. From who was taken off it is hidden. `terms`: when they were
    read already."""
    terms, proposals = terms or terms_of(event_id), at_desk(event_id, email)
    codes = codes_by_id(one.late_code_id for one in proposals)
    found = [standing_of(one, terms=terms, codes=codes, email=email, now=now) for one in proposals]
    return [one for one in found if one.mine]


def standing_of(
    proposal: Proposal,
    *,
    terms: Terms,
    codes: Mapping[int, LateCode] | None = None,
    email: str = "",
    now: datetime,
) -> Standing:
    """`codes`: late codes by id, when they were read already."""
    type_ = terms.type_by_id(proposal.type_id)
    code = _living_code(proposal, codes, now=now)
    state = terms.state_for(type_, now=now)
    why_closed = rules.why_closed(state, has_late_code=code is not None)
    return Standing(
        proposal=proposal,
        mine=tuple(
            one
            for one in proposal.presenters
            if one.person.email == email and one.state != PresenterState.REMOVED
        ),
        closes_at=terms.closes_at(type_),
        code=code,
        why_closed=why_closed,
        reach=rules.reach_of(ProposalState(proposal.state), is_open=why_closed is None),
        missing=missing_in(proposal, terms),
        unanswered=tuple(unanswered_in(proposal, terms, now=now)),
    )


def missing_in(proposal: Proposal, terms: Terms) -> tuple[Missing, ...]:
    """What it lacks to be sent, or, if it was sent, what it must not lose."""
    return rules.what_is_missing(
        Words(
            title=proposal.title,
            abstract=proposal.abstract,
            lengths=_lengths(proposal, terms.type_by_id(proposal.type_id)),
            minutes=proposal.minutes,
            has_owner=bool(proposal.service_id or proposal.other_organisation),
            recording=proposal.recording,
        )
    )


def unanswered_in(proposal: Proposal, terms: Terms, *, now: datetime) -> list[Question]:
    answered = {one.question_id for one in proposal.answers if one.value or one.file_id}
    return [
        one
        for one in terms.questions
        if one.id not in answered
        and rules.is_required(one.need, required_from=one.required_from, now=now)
        and not is_frozen(one, proposal, now=now)
    ]


def is_frozen(question: Question, proposal: Proposal, *, now: datetime) -> bool:
    """Whether its answer stands."""
    is_sent = proposal.state != ProposalState.DRAFT
    return rules.is_frozen(frozen_from=question.frozen_from, is_sent=is_sent, now=now)


def _lengths(proposal: Proposal, type_: CallType | None) -> list[int] | None:
    """An ended type can be chosen for nothing new; what was sent with it keeps it, with its length."""
    if type_ is None:
        return None
    if proposal.state == ProposalState.DRAFT:
        return type_.minutes if type_.ended_at is None else None
    return [*type_.minutes, *([proposal.minutes] if proposal.minutes else [])]


def _living_code(
    proposal: Proposal, codes: Mapping[int, LateCode] | None, *, now: datetime
) -> LateCode | None:
    if proposal.late_code_id is None:
        return None
    known = codes if codes is not None else codes_by_id([proposal.late_code_id])
    code = known[proposal.late_code_id]
    lives = rules.code_lives(expires_at=code.expires_at, ended_at=code.ended_at, now=now)
    return code if lives else None
