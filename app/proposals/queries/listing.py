"""The organisers' list of proposals, in as many questions for five hundred as for one."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from app.accounts.models import Person
from app.events.models import LibraryService
from app.kernel.database import db
from app.programme.models import Tag, Track
from app.proposals.enums import Decision, Level, PresenterState, ProposalState
from app.proposals.models import CallType, Presenter, Proposal, ProposalMove, ProposalTag
from app.proposals.queries.reviewers import reviewers
from app.proposals.queries.reviewing import summaries
from app.proposals.rules import Line

_ROWS = (
    select(
        Proposal.id,
        Proposal.public_id,
        Proposal.title,
        Proposal.abstract,
        Proposal.state,
        Proposal.decision,
        Proposal.other_organisation,
        Proposal.minutes,
        Proposal.level,
        Proposal.language,
        LibraryService.slug.label("service"),
        LibraryService.name.label("service_name"),
        LibraryService.region,
        CallType.public_id.label("type"),
        CallType.name.label("type_name"),
        Track.slug.label("track"),
        Track.name.label("track_name"),
    )
    .outerjoin(LibraryService, LibraryService.id == Proposal.service_id)
    .outerjoin(CallType, CallType.id == Proposal.type_id)
    .outerjoin(Track, Track.id == Proposal.track_id)
)


def lines(event_id: int) -> list[Line]:
    """Everything that was sent once, withdrawn or not; drafts are nobody's but their writers'."""
    was_sent = Proposal.submitted_at.is_not(None) & (Proposal.state != ProposalState.DRAFT)
    rows = db.session.execute(_ROWS.where(Proposal.event_id == event_id, was_sent)).all()
    tags, people = _tags(event_id), _people(event_id)
    panel = reviewers(event_id, ended=True)
    found = summaries(event_id, [row.id for row in rows], panel)
    return [
        Line(
            ref=row.public_id,
            title=row.title,
            abstract=row.abstract,
            state=ProposalState(row.state),
            decision=Decision(row.decision) if row.decision else None,
            owner=row.service_name or row.other_organisation,
            service=row.service or "",
            region=row.region or "",
            type=row.type or "",
            type_name=row.type_name or "",
            track=row.track or "",
            track_name=row.track_name or "",
            minutes=row.minutes,
            level=Level(row.level),
            language=row.language,
            tags=tuple(slug for slug, _ in tags[row.id]),
            tag_names=tuple(name for _, name in tags[row.id]),
            people=tuple(people[row.id]),
            summary=found[row.id],
        )
        for row in rows
    ]


def moves_of(proposal_id: int) -> list[ProposalMove]:
    """What has become of it, the newest first."""
    return list(
        db.session.scalars(
            select(ProposalMove)
            .where(ProposalMove.proposal_id == proposal_id)
            .order_by(ProposalMove.id.desc())
        )
    )


def _tags(event_id: int) -> defaultdict[int, list[tuple[str, str]]]:
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(ProposalTag.proposal_id, Tag.slug, Tag.name)
        .join(Tag, Tag.id == ProposalTag.tag_id)
        .where(Tag.event_id == event_id)
        .order_by(Tag.name)
    )
    for proposal_id, slug, name in rows:
        found[proposal_id].append((slug, name))
    return found


def _people(event_id: int) -> defaultdict[int, list[tuple[str, str]]]:
    """Name and address of everybody who presents, the lead first."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(Presenter.proposal_id, Person.name, Person.email)
        .join(Person, Person.id == Presenter.person_id)
        .join(Proposal, Proposal.id == Presenter.proposal_id)
        .where(
            Proposal.event_id == event_id,
            Presenter.state.not_in([PresenterState.DECLINED, PresenterState.REMOVED]),
        )
        .order_by(Presenter.is_lead.desc(), Presenter.id)
    )
    for proposal_id, name, email in rows:
        found[proposal_id].append((name, email))
    return found
