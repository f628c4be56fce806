"""The demo's call: proposals written, sent, reviewed, decided and answered, long before the day; some
still wait, so that reviewers and organisers have something to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.demo import words
from app.demo.programme import DemoSession, sessions
from app.demo.proposals import LIGHTNING, DemoProposal, proposals
from app.events import queries as events
from app.kernel.transaction import needs_transaction
from app.programme import queries as programme
from app.programme.enums import SessionKind
from app.programme.models import Session
from app.proposals import actions, queries
from app.proposals.enums import AssignBy, Decision, Need, ProposalState, QuestionKind, Step
from app.proposals.models import Proposal, Reviewer
from app.proposals.rules import Scale
from app.speakers import actions as speakers
from app.speakers import queries as desks

ACTOR = "the demo"
SCALE = ("Little", "Some", "Much", "Very much")
CATEGORIES = (Scale("Use to other services", SCALE), Scale("Ready to show", SCALE))
PLAIN = ("title", "minutes", "language")
DECIDED = {
    "confirmed": Decision.ACCEPT,
    "accepted": Decision.ACCEPT,
    "declined": Decision.ACCEPT,
    "reserve": Decision.RESERVE,
    "rejected": Decision.REJECT,
}


@dataclass(frozen=True)
class Times:
    """When what happened. The lightning talks are asked for late, and still are."""

    opened: datetime
    sent: datetime
    closed: datetime
    reviewed: datetime
    told: datetime
    answered: datetime
    now: datetime

    @classmethod
    def before(cls, made_at: datetime, *, now: datetime) -> Times:
        """All of it before the programme was made, `made_at`."""
        opened, sent, closed, reviewed, told, answered = (
            made_at - timedelta(days=days) for days in (70, 40, 30, 20, 10, 5)
        )
        return cls(opened, sent, closed, reviewed, told, answered, now)


def hold_call(event_id: int, times: Times) -> dict[int, int]:
    """The whole call of an event whose tracks and tags are there; gives the proposals (ids) that can
    become sessions, by the number of the demo's session."""
    _open(event_id, times)
    panel = _panel(event_id, times)
    made = {one: _sent(event_id, one, times) for one in proposals()}
    for one, proposal in made.items():
        _review(one, proposal, panel, times)
    decided = {made[one].public_id: DECIDED[one.fate] for one in proposals() if one.fate in DECIDED}
    actions.decide(event_id, dict(decided), now=times.told, actor=ACTOR)
    actions.prepare_decisions(event_id, now=times.told, actor=ACTOR)
    actions.release_decisions(event_id, now=times.told, actor=ACTOR)
    for one, proposal in made.items():
        _answer(one, proposal, times)
    return {one.number: made[one].id for one in proposals() if one.number}


def become_session(event_id: int, proposal_id: int, *, now: datetime) -> Session:
    return actions.make_session(event_id, proposal_id, now=now, actor=ACTOR)


def _open(event_id: int, times: Times) -> None:
    draft = actions.CallDraft(
        intro=words.CALL_INTRO,
        opens_at=times.opened,
        closes_at=times.closed,
        confirm_days=10,
    )
    names = {
        SessionKind.TALK: "Talk",
        SessionKind.WORKSHOP: "Workshop",
        SessionKind.PANEL: "Panel",
    }
    actions.make_call(event_id, draft, names=names, now=times.opened, actor=ACTOR)
    late = actions.TypeDraft(
        name=LIGHTNING,
        kind=SessionKind.TALK,
        lengths=(10,),
        opens_at=times.opened,
        closes_at=times.now + timedelta(days=10),
    )
    actions.add_type(event_id, late, now=times.opened, actor=ACTOR)
    question = actions.QuestionDraft(
        kind=QuestionKind.TEXT,
        label="Have you shown this to other library services before?",
        hint="It need not be new. We like to know where",
        need=Need.OPTIONAL,
        for_reviewers=True,
    )
    actions.add_question(event_id, question, now=times.opened, actor=ACTOR)
    reviewing = actions.ReviewingDraft(
        opens_at=times.closed,
        closes_at=times.now + timedelta(days=14),
        is_blind=True,
        reviews_each=3,
        assign_by=AssignBy.SPREAD,
    )
    actions.set_reviewing(event_id, reviewing, now=times.opened, actor=ACTOR)
    actions.set_categories(event_id, CATEGORIES, now=times.opened, actor=ACTOR)


def _panel(event_id: int, times: Times) -> list[Reviewer]:
    found = []
    for name, email, slug in words.REVIEWERS:
        service = events.service_by_slug(slug)
        draft = actions.PanelDraft(service_id=service.id if service else None)
        added = actions.add_reviewer(
            event_id, draft, name=name, email=email, now=times.closed, actor=ACTOR
        )
        found.append(added)
    return found


def _sent(event_id: int, one: DemoProposal, times: Times) -> Proposal:
    """Written and, but for a draft, sent; by who leads it, after their colleagues have accepted."""
    at = times.now - timedelta(days=2) if one.type == LIGHTNING else times.sent
    item = next((item for item in sessions() if item.number == one.number), None)
    service = events.service_by_slug(item.services[0] if item else one.service)
    wish = actions.Beginning(
        name=one.lead,
        email=one.email,
        title=item.title if item else one.title,
        service_id=service.id if service else None,
        form_token=f"demo-{one.email}-{one.number}-{one.title}"[:64],
    )
    proposal = actions.begin(event_id, wish, tell=False, now=at, actor=one.email)
    needs_transaction().flush()
    for step, part in _parts(event_id, one, item).items():
        before = queries.part_of(queries.locked(proposal.id), step)
        actions.write(
            proposal.id,
            step,
            before | part,
            seen=queries.digest_of(before),
            now=at,
            actor=one.email,
        )
    _with_colleagues(proposal.id, one, at)
    if one.fate != "draft":
        actions.send(proposal.id, now=at, actor=one.email)
    if one.fate == "withdrawn":
        actions.withdraw(proposal.id, now=at + timedelta(days=1), actor=one.email)
    return queries.locked(proposal.id)


def _with_colleagues(proposal_id: int, one: DemoProposal, at: datetime) -> None:
    """Who leads it asks them, and each says yes."""
    for colleague in one.presenters:
        their = events.service_by_slug(colleague.service)
        asked = actions.Colleague(
            name=colleague.name,
            email=colleague.email,
            service_id=their.id if their else None,
            role=colleague.role,
        )
        presenter = actions.invite(proposal_id, asked, now=at, actor=one.email)
        needs_transaction().flush()
        yes = actions.Acceptance(
            name=colleague.name,
            role=colleague.role,
            service_id=asked.service_id,
            other_organisation="",
            agrees_to_recording=True,
        )
        actions.accept_invitation(presenter.public_id, yes, now=at, actor=colleague.email)


def _parts(event_id: int, one: DemoProposal, item: DemoSession | None) -> dict[Step, queries.Part]:
    """What is written on each page, where the demo says something."""
    kind = str(item.kind) if item else ""
    type_name = kind.capitalize() if item else one.type
    chosen = next(row for row in queries.types_of(event_id) if row.name == type_name)
    minutes = one.minutes if one.minutes in chosen.minutes else chosen.minutes[0]
    track = programme.track(event_id, (item.track if item else one.track) or "")
    wanted = item.tags if item else one.tags
    tags = sorted(tag.id for tag in programme.tags(event_id) if tag.slug in wanted)
    role = item.speakers[0].role if item else one.role
    return {
        Step.SESSION: {
            "type_id": chosen.id,
            "minutes": minutes,
            "language": item.language if item else one.language,
            "track_id": track.id if track else None,
            "tag_ids": tags,
        },
        Step.ABOUT: {
            "abstract": item.abstract if item else one.abstract,
            "outcomes": "\n".join(item.outcomes) if item else "",
            "level": one.level,
            "prerequisites": item.prerequisites if item else "",
        },
        Step.WHO: {"role": role},
        Step.PRACTICAL: {"recording": "no" if item and not item.recorded else "yes"},
    }


def _review(one: DemoProposal, proposal: Proposal, panel: list[Reviewer], times: Times) -> None:
    if proposal.state != ProposalState.SUBMITTED:
        return
    categories = queries.categories(proposal.event_id)
    at = times.now - timedelta(days=1) if one.type == LIGHTNING else times.reviewed
    for reviewer, values in zip(panel, one.scores, strict=False):
        if values:
            scores = {row.public_id: value for row, value in zip(categories, values, strict=True)}
            draft = actions.ReviewDraft(scores=scores)
            actions.give_review(
                reviewer.id, proposal.public_id, draft, now=at, actor=reviewer.person.email
            )


def _answer(one: DemoProposal, proposal: Proposal, times: Times) -> None:
    if one.fate == "confirmed":
        actions.confirm(proposal.id, email=one.email, now=times.answered)
    elif one.fate == "declined":
        why = "Our building opens again that week"
        actions.decline(proposal.id, email=one.email, because=why, now=times.answered)
    if one.hours:
        for email in (one.email, *(colleague.email for colleague in one.presenters)):
            desk = desks.desk_at(proposal.event_id, email)
            assert desk is not None, "who proposes has a desk"
            speakers.say_available(desk, one.hours, now=times.answered)
