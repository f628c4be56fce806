"""Who presents: the lead asks colleagues, perhaps of other services, and each answers for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.actions import find_or_add_person
from app.audit.actions import record
from app.kernel import sealing
from app.kernel.keys import signing_keys
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.proposals import errors, messages, queries, rules
from app.proposals.enums import PresenterState, ProposalState
from app.proposals.models import Presenter, PresenterNeed, Proposal
from app.speakers import queries as speakers
from app.speakers.actions import open_desk
from app.speakers.models import Desk

ASKED_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Who is asked to present, and for whom they present: a library service or another organisation."""

    name: str
    email: str
    service_id: int | None
    other_organisation: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """What a presenter says for themselves. `agrees_to_recording`: None is not said."""

    name: str
    role: str
    service_id: int | None
    other_organisation: str
    agrees_to_recording: bool | None
    needs: str = ""
    takes_needs_back: bool = False


def invite(proposal_id: int, colleague: Colleague, *, now: datetime, actor: str) -> Presenter:
    """A mail with the link to the person's own desk, where they answer. Refused: a proposal whose
    presenters stand, one who is named already, too many."""
    proposal = queries.locked(proposal_id)
    _refuse_standing(proposal)
    person = find_or_add_person(colleague.email, name=colleague.name, now=now)
    known = next((one for one in proposal.presenters if one.person_id == person.id), None)
    others = [PresenterState(one.state) for one in proposal.presenters if one is not known]
    state = PresenterState(known.state) if known else None
    why_not = rules.why_not_invite(state, others=others)
    if why_not:
        raise why_not
    if known is None:
        known = Presenter(public_id=public_id(), person=person, is_lead=False)
        proposal.presenters.append(known)
    known.state = PresenterState.INVITED
    known.role = colleague.role
    known.service_id = colleague.service_id
    known.other_organisation = colleague.other_organisation
    known.invited_at, known.answered_at = now, None
    desk = open_desk(proposal.event_id, person, now=now)
    _changed(proposal, "presenter invited", known, now=now, actor=actor)
    post(messages.presenter_invited(proposal, known, desk), now=now)
    return known


def invite_again(presenter_ref: str, *, now: datetime, actor: str) -> None:
    """The same mail once more, at most one an hour. Nothing for who has answered."""
    proposal, presenter = _locked(presenter_ref)
    _refuse_standing(proposal)
    if presenter.state != PresenterState.INVITED or now - presenter.invited_at < ASKED_AGAIN_AFTER:
        return
    presenter.invited_at = now
    _changed(proposal, "presenter invited again", presenter, now=now, actor=actor)
    post(
        messages.presenter_invited(proposal, presenter, _desk(proposal, presenter)),
        now=now,
    )


def remove_presenter(presenter_ref: str, *, now: datetime, actor: str) -> None:
    """Taken off the proposal, and told so. Refused: the lead, and once presenters stand."""
    proposal, presenter = _locked(presenter_ref)
    _refuse_standing(proposal)
    why_not = rules.why_not_remove(PresenterState(presenter.state), is_lead=presenter.is_lead)
    if why_not:
        raise why_not
    was_in = presenter.state != PresenterState.DECLINED
    presenter.state = PresenterState.REMOVED
    _forget_needs(presenter)
    _changed(proposal, "presenter removed", presenter, now=now, actor=actor)
    if was_in:
        post(
            messages.presenter_removed(proposal, presenter, _desk(proposal, presenter)),
            now=now,
        )


def accept_invitation(
    presenter_ref: str, acceptance: Acceptance, *, now: datetime, actor: str
) -> None:
    """They present. Said again it changes what they said. Refused: who was taken off."""
    proposal, presenter = _locked(presenter_ref)
    _refuse_answer(proposal, presenter)
    is_new = presenter.state != PresenterState.ACCEPTED
    rename(proposal, presenter, acceptance.name, now=now)
    presenter.role = acceptance.role
    presenter.service_id = acceptance.service_id
    presenter.other_organisation = acceptance.other_organisation
    presenter.agrees_to_recording = acceptance.agrees_to_recording
    if acceptance.needs.strip() or acceptance.takes_needs_back:
        say_needs(presenter, acceptance.needs, now=now)
    presenter.state = PresenterState.ACCEPTED
    if is_new:
        presenter.answered_at = now
        _changed(proposal, "presenter accepted", presenter, now=now, actor=actor)
        _tell_lead(proposal, presenter, now=now)


def decline_invitation(presenter_ref: str, *, now: datetime, actor: str) -> None:
    """They do not present, whatever they said before; the lead is told. Refused: who was taken off, and
    who leads it: that is withdrawing."""
    proposal, presenter = _locked(presenter_ref)
    _refuse_answer(proposal, presenter)
    if presenter.is_lead:
        raise errors.LeadStays()
    if presenter.state == PresenterState.DECLINED:
        return
    presenter.state, presenter.answered_at = PresenterState.DECLINED, now
    _forget_needs(presenter)
    _changed(proposal, "presenter declined", presenter, now=now, actor=actor)
    _tell_lead(proposal, presenter, now=now)


def say_needs(presenter: Presenter, text: str, *, now: datetime) -> None:
    """Sealed. What was said before is replaced; empty words remove it."""
    session = needs_transaction()
    if not text.strip():
        _forget_needs(presenter)
        return
    sealed = sealing.seal(text.strip(), keys=signing_keys())
    known = session.get(PresenterNeed, presenter.id)
    if known is not None:
        known.sealed, known.said_at = sealed, now
    else:
        session.add(PresenterNeed(presenter_id=presenter.id, sealed=sealed, said_at=now))


def rename(proposal: Proposal, presenter: Presenter, name: str, *, now: datetime) -> None:
    """The presenter's name as it shall be printed: a person is an address and a name, so that another
    name is another person at the same address. Refused: one who is on the proposal already."""
    person = find_or_add_person(presenter.person.email, name=name, now=now)
    if person.id == presenter.person_id:
        return
    if any(one.person_id == person.id for one in proposal.presenters):
        raise errors.NamedAlready()
    presenter.person = person


def _desk(proposal: Proposal, presenter: Presenter) -> Desk:
    desk = speakers.desk_at(proposal.event_id, presenter.person.email)
    assert desk is not None, "who is named on a proposal has a desk"
    return desk


def _tell_lead(proposal: Proposal, presenter: Presenter, *, now: datetime) -> None:
    desk = _desk(proposal, proposal.lead)
    post(messages.presenter_answered(proposal, presenter, desk), now=now)


def _forget_needs(presenter: Presenter) -> None:
    session = needs_transaction()
    known = session.get(PresenterNeed, presenter.id)
    if known is not None:
        session.delete(known)


def _locked(presenter_ref: str) -> tuple[Proposal, Presenter]:
    found = queries.presenter_by_ref(presenter_ref)
    if found is None:
        raise errors.InvitationEnded()
    proposal = queries.locked(found.proposal_id)
    return proposal, next(one for one in proposal.presenters if one.id == found.id)


def _refuse_standing(proposal: Proposal) -> None:
    why_not = rules.why_not_change_presenters(
        ProposalState(proposal.state), has_session=proposal.session_id is not None
    )
    if why_not:
        raise why_not


def _refuse_answer(proposal: Proposal, presenter: Presenter) -> None:
    why_not = rules.why_not_answer(PresenterState(presenter.state))
    if why_not:
        raise why_not
    _refuse_standing(proposal)


def _changed(
    proposal: Proposal, what: str, presenter: Presenter, *, now: datetime, actor: str
) -> None:
    proposal.revision += 1
    proposal.updated_at = now
    needs_transaction().flush()
    record(
        what,
        now=now,
        actor=actor,
        scope=proposal.event.slug,
        subject=proposal.public_id,
        presenter=presenter.public_id,
    )
