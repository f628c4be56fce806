"""Keeping calendar entries true: comparing what was told with what is, and telling the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from app.invites import entries, messages, queries, rules
from app.invites.entries import Places
from app.invites.models import Invite
from app.kernel.icalendar import Entry
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.mail.actions import attach_calendar, post
from app.registration.enums import CalendarChoice
from app.registration.models import Booking, Registration

Maker = Callable[[str, datetime], Entry | None]


@dataclass(frozen=True)
class Step:
    """A message that is due, and the invite it is about. `keeps_place`: the entry goes since the person wants
    another kind, and the place stays."""

    invite: Invite
    due: rules.Due
    keeps_place: bool = False


def steps_due(registration: Registration, *, now: datetime) -> list[Step]:
    """What each of a person's entries lacks now. Makes the invite rows that are missing."""
    places = queries.places_of(registration)
    known = {invite.slot_id: invite for invite in queries.invites_of(registration.id)}
    wanted = dict(_wanted(places))
    held = {booking.slot_id for booking in places.bookings}
    steps = []
    for slot_id in sorted({*known, *wanted}, key=lambda key: key or 0):
        invite = known.get(slot_id) or _new_invite(registration, slot_id, now=now)
        entry = wanted[slot_id](invite.uid, now) if slot_id in wanted else None
        due = rules.message_due(_last(invite), entry)
        if due is not None:
            kept = due.method == "CANCEL" and (
                bool(places.bookings) if slot_id is None else slot_id in held
            )
            steps.append(Step(invite, due, keeps_place=kept))
    return steps


def tell(
    registration: Registration, steps: list[Step], *, message_id: int | None, now: datetime
) -> None:
    """Sends the steps: with the mail that tells the person anyway when there is just one, since one
    calendar message may carry one entry only; else in mails of their own."""
    for step in steps:
        entry = step.due.entry.to_json()
        goes_along = (
            message_id is not None
            and len(steps) == 1
            and attach_calendar(message_id, method=step.due.method, entry=entry)
        )
        if not goes_along:
            draft = messages.entry(registration, step.due, keeps_place=step.keeps_place)
            post(draft, now=now)
        _remember(step, now=now)


def _wanted(places: Places) -> Iterator[tuple[int | None, Maker]]:
    if places.registration.calendar == CalendarChoice.DAY:
        if places.bookings:
            yield None, lambda uid, now: entries.day_entry(places, uid=uid, now=now)
        return
    for booking in places.bookings:
        yield booking.slot_id, _maker(places, booking)


def _maker(places: Places, booking: Booking) -> Maker:
    return lambda uid, now: entries.session_entry(places, booking, uid=uid, now=now)


def _last(invite: Invite) -> rules.Last:
    entry = Entry.from_json(invite.entry) if invite.entry else None
    return rules.Last(entry, invite.sequence, invite.is_cancelled)


def _remember(step: Step, *, now: datetime) -> None:
    invite = step.invite
    invite.sequence = step.due.entry.sequence
    invite.is_cancelled = step.due.method == "CANCEL"
    invite.entry = step.due.entry.to_json()
    invite.changed_at = now


def _new_invite(registration: Registration, slot_id: int | None, *, now: datetime) -> Invite:
    host = current_app.config["SETTINGS"].hostname
    invite = Invite(
        registration_id=registration.id,
        slot_id=slot_id,
        uid=f"{public_id()}@{host}",
        sequence=0,
        is_cancelled=False,
        changed_at=now,
    )
    needs_transaction().add(invite)
    return invite
