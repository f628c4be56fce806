"""A proposal becomes a session of the programme, and its words are corrected afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.programme import actions as programme
from app.programme.actions import SessionDraft, SpeakerDraft
from app.programme.enums import Level as SessionLevel
from app.programme.enums import SessionKind
from app.programme.models import Session
from app.proposals import errors, messages, queries, rules
from app.proposals.enums import CorrectionState, Level, ProposalState, RecordingWish
from app.proposals.models import Correction, Presenter, Proposal
from app.speakers.actions import open_desk, say_recording

_LEVELS = {
    Level.ANYONE: SessionLevel.EVERYBODY,
    Level.BEGINNERS: SessionLevel.BEGINNER,
    Level.SOME: SessionLevel.EXPERIENCED,
    Level.EXPERIENCED: SessionLevel.EXPERIENCED,
}


def make_session(event_id: int, proposal_id: int, *, now: datetime, actor: str) -> Session:
    """The session with the proposal's words, its services and who presents; both stay linked. It has no
    time yet. Refused: a proposal that is not accepted, or is a session already."""
    event = events.locked(event_id)
    proposal = queries.locked(proposal_id)
    refusal = rules.why_not_session(
        ProposalState(proposal.state), has_session=proposal.session_id is not None
    )
    if refusal:
        raise refusal
    who = queries.who_present(proposal)
    item = programme.add_session(event.id, _draft(proposal, who), now=now, actor=actor)
    proposal.session_id = item.id
    for presenter in who:
        if presenter.agrees_to_recording is not None:
            agrees = presenter.agrees_to_recording
            say_recording(item.id, presenter.person_id, agrees=agrees, now=now)
    needs_transaction().flush()
    record(
        "proposal made a session",
        now=now,
        actor=actor,
        scope=event.slug,
        subject=proposal.public_id,
        session=item.slug,
    )
    return item


def make_sessions(event_id: int, *, now: datetime, actor: str) -> int:
    """The same for every confirmed proposal that is none yet; gives how many. Of two who press the button
    at once the second makes what the first left."""
    events.locked(event_id)
    waiting = [
        one.id
        for one in queries.in_states(event_id, [ProposalState.CONFIRMED])
        if one.session_id is None
    ]
    made = 0
    for proposal_id in waiting:
        if queries.locked(proposal_id).state == ProposalState.CONFIRMED:
            make_session(event_id, proposal_id, now=now, actor=actor)
            made += 1
    return made


@dataclass(frozen=True, kw_only=True)
class Words:
    """What speakers may correct of their session; outcomes one a line."""

    title: str
    abstract: str
    outcomes: str


def correct(event_id: int, proposal_id: int, words: Words, *, email: str, now: datetime) -> bool:
    """Other words for a session. As long as the public cannot read it they stand at once; afterwards they
    wait for an organiser's nod, in place of those that wait already. True: they stand. Refused: by who
    does not present it, words that are there already, a proposal that is no session."""
    event = events.locked(event_id)
    proposal = queries.locked(proposal_id)
    if email not in [one.person.email for one in queries.who_present(proposal)]:
        raise errors.NotLead()
    if proposal.session is None or not proposal.is_session:
        raise errors.NoSessionYet()
    if words == _words_of(proposal.session):
        raise errors.NothingCorrected()
    if not event.is_published:
        _use(proposal, words, now=now, actor=email)
        return True
    waiting = queries.correction_waiting(proposal.id)
    if waiting is None:
        waiting = Correction(proposal_id=proposal.id)
        needs_transaction().add(waiting)
    waiting.title, waiting.abstract, waiting.outcomes = words.title, words.abstract, words.outcomes
    waiting.asked_by, waiting.asked_at = email, now
    return False


def answer_correction(
    event: Event, public_id: str, *, agrees: bool, now: datetime, actor: str
) -> None:
    """The organiser's nod, or no; who asked and who leads the proposal are told. Refused: what was answered
    already."""
    events.locked(event.id)
    correction = queries.correction(event.id, public_id)
    if correction is None or correction.state != CorrectionState.ASKED:
        raise errors.CorrectionAnswered()
    proposal = queries.locked(correction.proposal_id)
    correction.state = CorrectionState.AGREED if agrees else CorrectionState.DECLINED
    correction.answered_by, correction.answered_at = actor, now
    if agrees:
        words = Words(
            title=correction.title, abstract=correction.abstract, outcomes=correction.outcomes
        )
        _use(proposal, words, now=now, actor=actor)
    for presenter in queries.who_present(proposal):
        if presenter.is_lead or presenter.person.email == correction.asked_by:
            desk = open_desk(event.id, presenter.person, now=now)
            post(messages.correction_answered(correction, presenter, desk), now=now)
    record(
        "correction answered",
        now=now,
        actor=actor,
        scope=event.slug,
        subject=proposal.public_id,
        agrees=agrees,
    )


def _use(proposal: Proposal, words: Words, *, now: datetime, actor: str) -> None:
    item = proposal.session
    assert item is not None, "only sessions are corrected"
    programme.correct_words(
        item,
        title=words.title,
        abstract=words.abstract,
        outcomes=words.outcomes,
        now=now,
        actor=actor,
    )
    proposal.title, proposal.abstract, proposal.outcomes = (
        words.title,
        words.abstract,
        words.outcomes,
    )


def _words_of(item: Session) -> Words:
    return Words(title=item.title, abstract=item.abstract, outcomes=item.outcomes)


def _draft(proposal: Proposal, who: list[Presenter]) -> SessionDraft:
    owner = [proposal.service.slug] if proposal.service else []
    theirs = [one.service.slug for one in who if one.service]
    return SessionDraft(
        title=proposal.title,
        abstract=proposal.abstract,
        outcomes=proposal.outcomes,
        prerequisites=proposal.prerequisites,
        kind=SessionKind(proposal.type.kind) if proposal.type else SessionKind.TALK,
        language=proposal.language,
        level=_LEVELS[Level(proposal.level)],
        is_recorded=_is_recorded(proposal, who),
        track_id=proposal.track_id,
        tags=[tag.name for tag in proposal.tags],
        services=list(dict.fromkeys([*owner, *theirs])),
        speakers=[_speaker(one) for one in who],
    )


def _is_recorded(proposal: Proposal, who: list[Presenter]) -> bool:
    """A no of anybody who presents is a no."""
    wished = proposal.recording == RecordingWish.YES
    return wished and all(one.agrees_to_recording is not False for one in who)


def _speaker(presenter: Presenter) -> SpeakerDraft:
    """An organisation that is no library service stands beside the role, so that it is named."""
    role = ", ".join(part for part in (presenter.role, presenter.other_organisation) if part)
    return SpeakerDraft(
        name=presenter.person.name,
        role=role[:120],
        service_slug=presenter.service.slug if presenter.service else "",
        email=presenter.person.email,
    )
