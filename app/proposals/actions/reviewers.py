"""The panel: who is on it, of which service, for which tracks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.accounts import queries as accounts
from app.accounts.actions import find_or_add_person
from app.audit.actions import record
from app.events import actions as roles
from app.events import queries as events
from app.events.enums import Role
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.programme.models import Track
from app.proposals import errors, queries
from app.proposals.models import Assignment, Review, Reviewer


@dataclass(frozen=True, kw_only=True)
class PanelDraft:
    """Whose a reviewer is, a library service or another organisation, and their tracks (numbers)."""

    service_id: int | None
    other_organisation: str = ""
    tracks: Collection[int] = ()


def add_reviewer(
    event_id: int, draft: PanelDraft, *, name: str, email: str, now: datetime, actor: str
) -> Reviewer:
    """They get the role, and a mail with where to sign in; who was on the panel once is on it again.
    Refused: somebody else at this address is on it, since whoever reads the mail could be either."""
    session = needs_transaction()
    event = events.locked(event_id)
    person = find_or_add_person(email, name=name, now=now)
    there = [one.id for one in accounts.people_at(person.email)]
    if queries.reviewer_of(event_id, there) is not None:
        raise errors.IsReviewer()
    reviewer = session.scalar(
        select(Reviewer).where(Reviewer.event_id == event_id, Reviewer.person_id == person.id)
    )
    if reviewer is None:
        reviewer = Reviewer(event_id=event_id, person_id=person.id)
        session.add(reviewer)
    reviewer.ended_at = None
    _describe(reviewer, draft)
    session.flush()
    roles.grant_role(person.id, Role.REVIEWER, event_id, now=now, actor=actor)
    _record("reviewer added", event, reviewer, now=now, actor=actor)
    return reviewer


def change_reviewer(reviewer_id: int, draft: PanelDraft, *, now: datetime, actor: str) -> None:
    """What they are kept away from by now is taken off their list; reviews they gave of it stay, and
    count no longer."""
    session = needs_transaction()
    reviewer = queries.locked_reviewer(reviewer_id)
    event = session.get_one(Event, reviewer.event_id)
    _describe(reviewer, draft)
    session.flush()
    assigned = [one for one, who in queries.assigned_pairs(event.id) if who == reviewer.id]
    away = [proposal for proposal, _ in queries.recusals([reviewer], assigned)]
    _unassign(reviewer.id, away)
    _record("reviewer changed", event, reviewer, now=now, actor=actor)


def end_reviewer(reviewer_id: int, *, now: datetime, actor: str) -> None:
    """Ends the role too. Reviews they gave stay. The event is locked first, as where roles end."""
    events.locked(needs_transaction().get_one(Reviewer, reviewer_id).event_id)
    reviewer = queries.locked_reviewer(reviewer_id)
    if events.memberships(reviewer.person_id, Role.REVIEWER, reviewer.event_id):
        roles.end_role(reviewer.person_id, Role.REVIEWER, reviewer.event_id, now=now, actor=actor)
    leave_panel(reviewer, now=now, actor=actor)


def leave_panel(reviewer: Reviewer, *, now: datetime, actor: str) -> None:
    """What was assigned to them and is not reviewed is free for others."""
    session = needs_transaction()
    if reviewer.ended_at is not None:
        return
    reviewer.ended_at = now
    open_ones = select(Assignment.proposal_id).where(Assignment.reviewer_id == reviewer.id)
    done = select(Review.proposal_id).where(Review.reviewer_id == reviewer.id)
    _unassign(reviewer.id, list(session.scalars(open_ones.except_(done))))
    event = session.get_one(Event, reviewer.event_id)
    _record("reviewer ended", event, reviewer, now=now, actor=actor)


def _describe(reviewer: Reviewer, draft: PanelDraft) -> None:
    session = needs_transaction()
    reviewer.service_id = draft.service_id
    reviewer.other_organisation = "" if draft.service_id else draft.other_organisation
    tracks = select(Track).where(
        Track.event_id == reviewer.event_id, Track.id.in_(list(draft.tracks))
    )
    reviewer.tracks = list(session.scalars(tracks))


def _unassign(reviewer_id: int, proposal_ids: Collection[int]) -> None:
    needs_transaction().execute(
        delete(Assignment).where(
            Assignment.reviewer_id == reviewer_id, Assignment.proposal_id.in_(list(proposal_ids))
        )
    )


def _record(what: str, event: Event, reviewer: Reviewer, *, now: datetime, actor: str) -> None:
    record(
        what,
        now=now,
        actor=actor,
        scope=event.slug,
        subject=reviewer.public_id,
        service=reviewer.service_id,
        other_organisation=reviewer.other_organisation,
    )
