"""What a desk shows of each session: when and where, who comes, how to join as a presenter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.materials import queries as materials
from app.programme import queries as programme
from app.programme.models import Session, Slot
from app.proposals import queries as proposals
from app.proposals.models import Proposal
from app.registration import queries as registrations
from app.registration.enums import TAKEN
from app.registration.queries import Coming
from app.speakers import queries, rules
from app.speakers.models import Desk


@dataclass(frozen=True)
class SlotCard:
    """One time of a session. `join_url`: this desk's own link, of whoever at it has a place there.
    `fits`: whether it lies in the hours they said; None when they said none."""

    slot: Slot
    coming: Coming
    join_url: str
    fits: bool | None


@dataclass(frozen=True)
class SessionCard:
    session: Session
    proposal: Proposal | None
    slots: Sequence[SlotCard]
    recording: bool | None  # what this desk said about it
    has_slides: bool

    @property
    def is_cancelled(self) -> bool:
        return bool(self.slots) and all(one.slot.is_cancelled for one in self.slots)


def session_cards(desk: Desk) -> list[SessionCard]:
    """The sessions this desk presents, by time; those without a time last. A fixed number of questions."""
    items = queries.sessions_of(desk)
    ids = {item.id for item in items}
    slots = [slot for slot in programme.slots_of(desk.event_id) if slot.session_id in ids]
    coming = registrations.coming_to([slot.id for slot in slots])
    joins = _join_urls(desk)
    said = queries.consents(list(ids))
    known = proposals.of_sessions(list(ids))
    slides = materials.has_slides(ids)
    mine = {person.id for person in accounts.people_at(desk.email)}
    cards = []
    for item in items:
        agreed = [
            agrees for (session, who), agrees in said.items() if session == item.id and who in mine
        ]
        rows = [
            SlotCard(slot, coming[slot.id], joins.get(slot.id, ""), _fits(desk, slot))
            for slot in slots
            if slot.session_id == item.id
        ]
        recording = all(agreed) if agreed else None
        cards.append(SessionCard(item, known.get(item.id), rows, recording, slides[item.id]))
    return sorted(cards, key=_by_time)


def _by_time(card: SessionCard) -> tuple[bool, str]:
    first = min((one.slot.starts_at for one in card.slots), default=None)
    return first is None, first.isoformat() if first else card.session.title


def _fits(desk: Desk, slot: Slot) -> bool | None:
    if desk.available is None:
        return None
    return rules.fits(desk.available, starts_at=slot.starts_at, ends_at=slot.ends_at)


def _join_urls(desk: Desk) -> dict[int, str]:
    """The join link of each slot in which somebody at this address has a place."""
    bookings = [
        booking
        for registration in registrations.live_at(desk.event_id, desk.email)
        for booking in registrations.bookings_of(registration.id)
        if booking.state in TAKEN
    ]
    links = accounts.links_of([one.public_id for one in bookings], LinkPurpose.JOIN)
    return {
        one.slot_id: accounts.url_of(links[one.public_id])
        for one in bookings
        if one.public_id in links
    }
