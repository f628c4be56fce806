"""Beginning a proposal: with an address alone, at a desk, or from one of another year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.accounts.actions import find_or_add_person
from app.accounts.models import Person
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.programme import queries as programme
from app.proposals import errors, messages, queries, rules
from app.proposals.actions.codes import usable_code
from app.proposals.actions.moving import note
from app.proposals.enums import CallState, Level, PresenterState, ProposalState
from app.proposals.models import LateCode, Presenter, Proposal
from app.proposals.queries import Terms
from app.speakers.actions import open_desk


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """Who begins what, for which library service or other organisation. `form_token` makes a double click
    one draft. `code`: a code for late proposals, where the call has closed."""

    name: str
    email: str
    title: str
    service_id: int | None
    other_organisation: str = ""
    form_token: str
    code: str = ""


def begin(
    event_id: int, wish: Beginning, *, tell: bool = True, now: datetime, actor: str
) -> Proposal:
    """A draft with its lead. `tell`: the link to the desk goes to the address by mail, which is how who
    wrote it shows that it is theirs. Refused: when nothing could be sent, and too many open drafts."""
    call = queries.locked_call(event_id)
    if call is None:
        raise errors.CallNotOpen()
    known = queries.by_form_token(wish.form_token)
    if known is not None:
        return known
    code = _code(event_id, wish, queries.terms_of(event_id), now=now)
    person = find_or_add_person(wish.email, name=wish.name, now=now)
    if queries.open_drafts_at(event_id, person.email) >= rules.MOST_DRAFTS:
        raise errors.TooManyDrafts()
    desk = open_desk(event_id, person, now=now)
    proposal = _draft(event_id, wish, person, now=now)
    proposal.late_code_id = code.id if code else None
    needs_transaction().flush()
    note(proposal, "", ProposalState.DRAFT, now=now, actor=actor, because="begun")
    if tell:
        post(messages.begun(proposal, desk), now=now)
    return proposal


def copy(
    event_id: int, source: Proposal, *, form_token: str, now: datetime, actor: str
) -> Proposal:
    """A new draft of the same lead with the words of an earlier proposal; its type, track and tags where
    this event has some of the same name. Nobody is invited, nothing is answered."""
    lead = source.lead
    wish = Beginning(
        name=lead.person.name,
        email=lead.person.email,
        title=source.title,
        service_id=source.service_id,
        other_organisation=source.other_organisation,
        form_token=form_token,
    )
    made = begin(event_id, wish, tell=False, now=now, actor=actor)
    if made.copied_from_id is not None:  # the second press of the button
        return made
    made.copied_from_id = source.id
    for name in _COPIED:
        setattr(made, name, getattr(source, name))
    own = made.lead
    own.role, own.service_id = lead.role, lead.service_id
    own.other_organisation = lead.other_organisation
    own.agrees_to_recording = lead.agrees_to_recording
    _copy_by_name(made, source)
    return made


_COPIED = (
    "abstract",
    "outcomes",
    "prerequisites",
    "audience",
    "level",
    "language",
    "recording",
    "technical_needs",
)


def _code(event_id: int, wish: Beginning, terms: Terms, *, now: datetime) -> LateCode | None:
    """The draft remembers its code; it is used when it is sent."""
    state = terms.state_for(None, now=now)
    is_late = state == CallState.CLOSED and bool(wish.code.strip())
    code = usable_code(event_id, wish.code, now=now) if is_late else None
    why_closed = rules.why_closed(state, has_late_code=code is not None)
    if why_closed:
        raise why_closed
    return code


def _draft(event_id: int, wish: Beginning, person: Person, *, now: datetime) -> Proposal:
    proposal = Proposal(
        public_id=public_id(),
        event_id=event_id,
        state=ProposalState.DRAFT,
        title=wish.title,
        level=Level.ANYONE,
        service_id=wish.service_id,
        other_organisation=wish.other_organisation,
        form_token=wish.form_token,
        created_at=now,
        updated_at=now,
    )
    proposal.presenters.append(
        Presenter(
            public_id=public_id(),
            person=person,
            is_lead=True,
            state=PresenterState.ACCEPTED,
            service_id=wish.service_id,
            other_organisation=wish.other_organisation,
            invited_at=now,
            answered_at=now,
        )
    )
    needs_transaction().add(proposal)
    return proposal


def _copy_by_name(made: Proposal, source: Proposal) -> None:
    event_id, key = made.event_id, str.casefold
    tags = {key(tag.name) for tag in source.tags}
    made.tags = [tag for tag in programme.tags(event_id) if key(tag.name) in tags]
    if source.track is not None:
        tracks = {key(track.name): track.id for track in programme.tracks(event_id)}
        made.track_id = tracks.get(key(source.track.name))
    if source.type is not None:
        types = {key(one.name): one for one in queries.terms_of(event_id).types}
        type_ = types.get(key(source.type.name))
        if type_ is not None:
            made.type_id = type_.id
            made.minutes = source.minutes if source.minutes in type_.minutes else None
