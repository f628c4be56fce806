"""3 and 4: waiting lists stand in the order of asking, and nobody is passed over without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.registration.enums import PlaceKind, PlaceState
from app.registration.invariants.facts import Broken, Facts, Place

UP = ("moved_up", "freed")


def positions(facts: Facts) -> Iterator[Broken]:
    """3: positions follow the order in which people asked; those of a draw stand before later ones in
    the order drawn."""
    for subject, listed in _lists(facts):
        numbered = [one for one in listed if one.position is not None]
        by_position = sorted(numbered, key=lambda one: one.position or 0)
        came = [facts.came(one) for one in by_position if not facts.is_drawn(one)]
        if came != sorted(came):
            yield facts.problem("3 positions", subject, "not in the order of arrival")
        drawn = [facts.is_drawn(one) for one in by_position]
        if drawn != sorted(drawn, reverse=True):
            yield facts.problem("3 positions", subject, "somebody stands before who was drawn")
        for one in listed:
            if one.state == PlaceState.WAITING and one.position is None:
                yield facts.problem("3 positions", one.public_id, "waits without a position")


def promotion(facts: Facts) -> Iterator[Broken]:
    """4: whoever waits while somebody behind them moved up has a reason written down."""
    for _subject, listed in _lists(facts):
        moved = [one.position or 0 for one in listed if _moved_up(facts, one)]
        last = max(moved, default=0)
        for one in listed:
            waits = one.state == PlaceState.WAITING and not one.skipped_because
            if waits and (one.position or 0) < last and not _came_back(facts, one):
                detail = "was passed over without a reason"
                yield facts.problem("4 promotion", one.public_id, detail)


def _moved_up(facts: Facts, place: Place) -> bool:
    """By being next, not as a presenter and not picked by hand."""
    if place.kind != PlaceKind.ATTENDEE:
        return False
    return any(
        change.because in UP and change.from_state == PlaceState.WAITING
        for change in facts.history(place)
    )


def _came_back(facts: Facts, place: Place) -> bool:
    """Wishes of who waited for the event join the list with the turn of their first asking; until then
    others rightly went before them."""
    return any(
        change.from_state == PlaceState.APPLIED
        for one in facts.chain(place)
        for change in facts.history(one)
    )


def _lists(facts: Facts) -> Iterator[tuple[str, Sequence[Place]]]:
    yield facts.event.public_id, list(facts.registrations.values())
    for slot in facts.slots.values():
        yield slot.public_id, [one for one in facts.bookings if one.slot_id == slot.id]
