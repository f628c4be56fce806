"""Builders for the call, proposals and reviews: rows as they would be, without the pages before them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from app.accounts import queries as accounts
from app.accounts.actions import find_or_add_person
from app.accounts.enums import LinkPurpose
from app.events.enums import Role
from app.events.models import Membership
from app.kernel import clock
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.proposals.enums import PresenterState, ProposalState
from app.proposals.models import Call, CallType, Presenter, Proposal, Reviewer, ScoreCategory
from app.speakers import queries
from app.speakers.actions import open_desk

_number = count(1)


def a_call(event, **more) -> Call:
    """Open from January to the end of May 2027, reviews until then."""
    values = {
        "opens_at": datetime(2027, 1, 1, tzinfo=UTC),
        "closes_at": datetime(2027, 5, 20, 16, tzinfo=UTC),
        "reviews_open_at": datetime(2027, 1, 1, tzinfo=UTC),
        "reviews_close_at": datetime(2027, 5, 31, 16, tzinfo=UTC),
        "intro": "Show each other what works.",
    } | more
    with transaction() as session:
        call = Call(event_id=event.id, updated_at=clock.now(), **values)
        session.add(call)
    return call


def a_type(event, name="Talk", **more) -> CallType:
    values = {"kind": SessionKind.TALK, "lengths": "30,45"} | more
    with transaction() as session:
        row = CallType(event_id=event.id, name=name, position=next(_number), **values)
        session.add(row)
    return row


def a_proposal(
    event, title="", *, state=ProposalState.SUBMITTED, lead=None, presenters=(), **more
) -> Proposal:
    """`lead` and `presenters` are (name, address, service or None); the lead's service owns it."""
    number = next(_number)
    lead = lead or ("Sam Speaker", f"speaker{number}@example.org", None)
    values = {
        "title": title or f"Proposal {number}",
        "abstract": f"What proposal {number} is about.",
        "form_token": f"proposal-{number}",
        "service_id": lead[2].id if lead[2] else None,
        "other_organisation": "" if lead[2] else "A reading charity",
        "minutes": 45,
        "recording": "yes",
        "created_at": clock.now(),
        "updated_at": clock.now(),
        "submitted_at": None if state == ProposalState.DRAFT else clock.now(),
    } | more
    with transaction() as session:
        proposal = Proposal(event_id=event.id, state=state, **values)
        session.add(proposal)
        session.flush()
        for name, email, service in (lead, *presenters):
            person = find_or_add_person(email, name=name, now=clock.now())
            open_desk(event.id, person, now=clock.now())
            session.add(
                Presenter(
                    proposal_id=proposal.id,
                    person_id=person.id,
                    is_lead=(name, email, service) == lead,
                    state=PresenterState.ACCEPTED,
                    role="Librarian",
                    service_id=service.id if service else None,
                    other_organisation="" if service else "A reading charity",
                    invited_at=clock.now(),
                )
            )
    return proposal


def a_reviewer(event, *, service=None, email=None, name="Rhys Reviewer") -> Reviewer:
    email = email or f"reviewer{next(_number)}@example.org"
    with transaction() as session:
        person = find_or_add_person(email, name=name, now=clock.now())
        reviewer = Reviewer(
            event_id=event.id,
            person_id=person.id,
            service_id=service.id if service else None,
            other_organisation="" if service else "A reading charity",
        )
        member = Membership(
            event_id=event.id, person_id=person.id, role=Role.REVIEWER, granted_at=clock.now()
        )
        session.add_all([reviewer, member])
    return reviewer


def a_category(event, name="Use to others") -> ScoreCategory:
    with transaction() as session:
        row = ScoreCategory(
            event_id=event.id,
            name=name,
            words=[[1, "Little"], [2, "Some"], [3, "Much"], [4, "Very much"]],
            position=next(_number),
        )
        session.add(row)
    return row


def a_desk(event, email="sam@example.org", name="Sam Speaker"):
    with transaction():
        person = find_or_add_person(email, name=name, now=clock.now())
        return open_desk(event.id, person, now=clock.now())


def desk_path(event, email) -> str:
    """`/s/<token>` of an address that has a desk."""

    desk = queries.desk_at(event.id, email)
    link = accounts.links_of([desk.public_id], LinkPurpose.DESK)[desk.public_id]
    return accounts.url_of(link).removeprefix("http://bootcamp.test")
