"""The desk itself, by its link, and the mails that went to it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response

from app.kernel import clock
from app.kernel.pages import page
from app.mail import queries as mails
from app.mail.rules import masked
from app.pages.blueprint import blueprint
from app.pages.desk.cards import SessionCard, session_cards
from app.proposals import queries as proposals
from app.proposals.enums import CallState
from app.proposals.queries import Terms
from app.speakers import queries, rules
from app.speakers.access import desk_of
from app.speakers.models import Desk, SpeakerNote

# Which mails stand on a desk: what concerns presenting.
MAILS = ("proposals/email/", "speakers/email/", "materials/email/", "registration/email/presenter_")


@blueprint.get("/s/<token>")
def desk(token: str) -> Response:
    """Opens with the link alone; reading it changes nothing, however many scanners open it."""
    found = desk_of(token)
    cards, terms = session_cards(found), proposals.terms_of(found.event_id)
    booked = queries.booked_check(found.id)
    return page(
        "pages/desk/desk.html",
        event=found.event,
        desk=found,
        token=token,
        now=clock.now(),
        sessions=cards,
        standings=proposals.standings_at(found.event_id, found.email, terms=terms, now=clock.now()),
        may_propose=_may_propose(terms),
        check=booked.tech_check if booked else None,
        hours=rules.spans(found.available or []),
        notes=_notes(found, cards),
    )


@blueprint.get("/s/<token>/messages")
def desk_messages(token: str) -> Response:
    """What was written to this address about presenting, newest first; links that open doors are masked."""
    found = desk_of(token)
    sent = mails.to_address(found.event.slug, found.email, MAILS)
    return page(
        "pages/desk/messages.html",
        event=found.event,
        token=token,
        messages=[(one, masked(one.text)) for one in sent],
    )


def _may_propose(terms: Terms) -> bool:
    """Whether a new proposal could be sent: the call is open for some type."""
    return any(terms.state_for(one, now=clock.now()) == CallState.OPEN for one in terms.types)


def _notes(desk: Desk, cards: Sequence[SessionCard]) -> list[SpeakerNote]:
    """Those that concern who presents these sessions."""
    slots: list[tuple[str, int | None]] = []
    for card in cards:
        kind = str(card.session.kind)
        slots += [(kind, one.slot.room_id) for one in card.slots] or [(kind, None)]
    return [
        one
        for one in queries.notes(desk.event_id)
        if rules.is_for(one.kind, one.room_id, slots=slots)
    ]
