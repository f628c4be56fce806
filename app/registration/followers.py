"""What happens to places when the programme changes."""

from app.kernel.transaction import needs_transaction
from app.programme.facts import CapacityChanged, SlotCancelled
from app.programme.models import Slot
from app.registration import actions

ORGANISER = "organiser"


def fill_freed_places(fact: CapacityChanged) -> None:
    """More room: who waits moves up at once."""
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    actions.fill_slot(slot, now=fact.at, actor=ORGANISER)


def release_places(fact: SlotCancelled) -> None:
    """A cancelled session: its people are told and are free for another."""
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    actions.release_cancelled_slot(slot, because=fact.because, now=fact.at, actor=ORGANISER)
