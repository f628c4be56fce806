"""Reconfirm or release: people say that they come, an organiser releases what nobody answered for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.audit.actions import record
from app.registration import errors, messages, queries, rules
from app.registration.actions.campaign import campaign_of, carry_on, next_step_at
from app.registration.actions.gate import Gate
from app.registration.actions.opening import open_gate
from app.registration.actions.releasing import keep_place
from app.registration.actions.telling import post_to
from app.registration.enums import PlaceState
from app.registration.models import Reconfirmation, Registration


def begin_campaign(event_id: int, *, now: datetime, actor: str) -> None:
    """The questions go out at their times; those that are past go out at once."""
    gate = open_gate(event_id, now=now, actor=actor)
    known = queries.reconfirmation_of(gate.event.id)
    if known is not None and known.stopped_at is None:
        return
    if known is None:
        known = Reconfirmation(event_id=gate.event.id, begun_at=now, begun_by=actor)
        gate.session.add(known)
    known.stopped_at = None
    gate.session.flush()
    carry_on(gate)
    at = next_step_at(gate)
    if at is not None:
        gate.event.places_wait_until(at)
    record("still coming: begun", now=now, actor=actor, scope=gate.event.slug)


def stop_campaign(event_id: int, *, now: datetime, actor: str) -> None:
    """No more questions; releases that were told are undone."""
    gate = open_gate(event_id, now=now, actor=actor)
    campaign = campaign_of(gate)
    if campaign is None:
        return
    campaign.stopped_at = now
    told = [one for one in queries.unanswered(gate.event.id) if one.releases_at is not None]
    _undo(gate, told)
    record("still coming: stopped", now=now, actor=actor, scope=gate.event.slug)


def release_unanswered(event_id: int, *, now: datetime, actor: str) -> int:
    """Tells everybody of the preview that their place ends after the undo period unless they say that
    they come; gives how many. Never somebody with an access need. Refused before `release_days`."""
    gate = open_gate(event_id, now=now, actor=actor)
    campaign = campaign_of(gate)
    if campaign is None or campaign.asked_at is None:
        raise errors.NotAsked()
    from_at = rules.release_from(gate.policy, day_on=gate.event.day_on)
    if now < from_at:
        raise errors.NotYetReleasable(from_at)
    ends_at = now + timedelta(hours=gate.policy.undo_hours)
    whom = queries.preview(gate.event.id, now=now).to_release
    told = [one for one in whom if one.releases_at is None]
    for registration in told:
        registration.releases_at = ends_at
        number = int(now.timestamp())
        post_to(gate, messages.release_told(registration, number=number))
    if told:
        gate.event.places_wait_until(ends_at)
    campaign.release_told_at = now
    record("release told", now=now, actor=actor, scope=gate.event.slug, people=len(told))
    return len(told)


def undo_release(event_id: int, reference: str | None, *, now: datetime, actor: str) -> int:
    """Within the undo period: one person keeps the place, for good, or (None) everybody until the next
    release. Gives how many."""
    gate = open_gate(event_id, now=now, actor=actor)
    query = select(Registration).where(
        Registration.event_id == gate.event.id,
        Registration.state == PlaceState.CONFIRMED,
        Registration.releases_at.is_not(None),
    )
    found = [one for one in gate.session.scalars(query) if reference in (None, one.reference)]
    _undo(gate, found)
    if reference is not None:  # the organisers answered for them
        for registration in found:
            registration.reconfirmed_at = now
    record("release undone", now=now, actor=actor, scope=gate.event.slug, people=len(found))
    return len(found)


def say_coming(registration_ref: str, *, now: datetime) -> Registration:
    """The person's own answer; it ends a release that was told. Refused: a place that has ended."""
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor="the person")
    gate.session.refresh(registration)
    if registration.state != PlaceState.CONFIRMED:
        raise errors.PlaceEnded()
    registration.reconfirmed_at, registration.releases_at = now, None
    return registration


def _undo(gate: Gate, found: Sequence[Registration]) -> None:
    for registration in found:
        keep_place(gate, registration)
