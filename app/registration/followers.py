"""What happens to places when the programme or the event's rules change."""

from app.events.facts import EventRulesChanged
from app.kernel.transaction import needs_transaction
from app.programme.facts import (
    CapacityChanged,
    PresentersChanged,
    SlotCancelled,
    SlotPlaced,
    SlotReopened,
)
from app.programme.models import Slot
from app.registration import actions

ORGANISER = "organiser"


def fill_freed_places(fact: CapacityChanged) -> None:
    """More room: who waits moves up at once."""
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    actions.fill_slot(slot, now=fact.at, actor=ORGANISER)


def seat_in_plenary(fact: SlotPlaced) -> None:
    """What comes with a place in the event comes to everybody who has one."""
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    actions.seat_everybody(slot, now=fact.at, actor=ORGANISER)


def release_places(fact: SlotCancelled) -> None:
    """A cancelled session: its people are told and are free for another."""
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    actions.release_cancelled_slot(slot, because=fact.because, now=fact.at, actor=ORGANISER)


def tell_reopened(fact: SlotReopened) -> None:
    """Who lost a place when it was cancelled may want it again."""
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    actions.tell_reopened_slot(slot, now=fact.at, actor=ORGANISER)


def follow_rules(fact: EventRulesChanged) -> None:
    """More places or larger shares: who waits moves up; a draw has its seed from now on."""
    actions.rules_changed(fact.event_id, now=fact.at, actor=fact.actor)


def seat_presenters(fact: PresentersChanged) -> None:
    """Speakers and hosts have a place by themselves."""
    actions.keep_presenters(fact.event_id, now=fact.at, actor=fact.actor)
