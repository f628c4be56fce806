"""The blueprint of pages for who proposes, and how they are opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from flask import Blueprint, Response, abort, current_app, redirect, request
from werkzeug.exceptions import TooManyRequests

from app.events import queries as events
from app.events.models import Event
from app.kernel import clock, tokens
from app.kernel.keys import current_key, signing_keys
from app.kernel.limits import Limit, place_of
from app.proposals import queries
from app.proposals.enums import PresenterState
from app.proposals.models import Proposal
from app.proposals.queries import Standing, Terms
from app.speakers.access import desk_of
from app.speakers.models import Desk

blueprint = Blueprint("proposals", __name__)

MAILS, MAILS_FOR = 40, timedelta(hours=1)  # that one client may cause to be sent
FORM = "proposal form"  # purpose of the token that makes a form sent twice one draft


@dataclass(frozen=True)
class Opened:
    """A proposal at somebody's desk."""

    token: str
    desk: Desk
    terms: Terms
    standing: Standing

    @property
    def proposal(self) -> Proposal:
        return self.standing.proposal


def opened(token: str, ref: str) -> Opened:
    """For whoever leads or presents it; 404 for who was only asked, has declined, or was taken off."""
    found = named_at(token, ref)
    if not any(one.state == PresenterState.ACCEPTED for one in found.standing.mine):
        abort(404)
    return found


def led(token: str, ref: str) -> Opened:
    """For who leads it alone; else 404."""
    found = named_at(token, ref)
    return found if found.standing.is_lead else abort(404)


def named_at(token: str, ref: str) -> Opened:
    """For whoever is named on it and was not taken off."""
    desk = desk_of(token)
    proposal = queries.by_ref(ref)
    if proposal is None or proposal.event_id != desk.event_id:
        abort(404)
    terms = queries.terms_of(desk.event_id)
    standing = queries.standing_of(proposal, terms=terms, email=desk.email, now=clock.now())
    return Opened(token, desk, terms, standing) if standing.mine else abort(404)


def event_with_call(slug: str, *, withdrawn_too: bool = False) -> Event:
    """A public event, or one that asks for proposals before it is public: the call comes first. Of the
    latter nothing but its name, its day and the call is shown."""
    found = events.by_slug(slug) or abort(404)
    if found.is_published:
        return found
    call = queries.call_of(found.id)
    if call is None or call.opens_at is None:
        abort(404)
    if call.withdrawn_at is not None and not withdrawn_too:
        abort(404)
    return found


def count_a_mail() -> None:
    """Refused with 429: nobody is to fill other people's mailboxes."""
    limit: Limit = current_app.extensions.setdefault("proposal_mails", Limit(MAILS, MAILS_FOR))
    seconds = limit.wait_after_try(place_of(request.remote_addr), now=clock.now())
    if seconds:
        raise TooManyRequests(retry_after=seconds)


def new_form_token() -> str:
    return tokens.sign(tokens.public_id(), purpose=FORM, key=current_key())


def form_ref() -> str | None:
    """What makes this form one, however often it is sent; None for what we did not sign."""
    token = request.form.get("form_token", "")
    return tokens.unsign(token, purpose=FORM, keys=signing_keys())


def one_of(ref: str, *of: object) -> str:
    """What the form signed as `ref` makes: one thing of each kind, however often it is sent. A corrected
    address, or the other form of the same page, is another."""
    return tokens.digest(":".join([ref, *map(str, of)]))


def see(address: str) -> Response:
    return cast("Response", redirect(address, 303))
