"""Who would have places in two sessions at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from app.accounts.models import Person
from app.kernel.database import db
from app.registration.enums import TAKEN, PlaceKind
from app.registration.models import Booking, Registration


def in_both(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Names in their order by pairs of slots' ids, without pairs that nobody has places in both of. Who
    presents both is not among them: that is another matter, and nobody's choice."""
    slot_ids = {one for pair in pairs for one in pair}
    if not slot_ids:
        return {}
    rows = db.session.execute(
        select(Booking.slot_id, Booking.kind, Registration.id, Person.name)
        .join(Registration, Registration.id == Booking.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Booking.slot_id.in_(slot_ids), Booking.state.in_(TAKEN))
    )
    people: dict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for slot_id, kind, registration_id, name in rows:
        people[slot_id][registration_id] = (name, kind == PlaceKind.PRESENTER)
    found = {}
    for one, other in pairs:
        here, there = people[one], people[other]
        both = (key for key in here.keys() & there.keys() if not (here[key][1] and there[key][1]))
        names = tuple(sorted(here[key][0] for key in both))
        if names:
            found[one, other] = names
    return found
