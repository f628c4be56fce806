"""The negative control: the same application, but places are counted before the lock is taken, as
many booking systems do it. The race must catch it overselling, or the race tests nothing."""

from flask import g, request
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.database import db
from app.programme.models import Slot
from app.registration import queries
from app.registration.actions.gate import Gate
from wsgi import app


@app.before_request
def count_too_early() -> None:
    if request.method == "POST":
        slots = db.session.scalars(select(Slot).options(joinedload(Slot.room))).all()
        g.counted_early = queries.counts_of(slots)
        db.session.rollback()


def stale_counts(_gate: Gate, slots):
    return {slot.id: g.counted_early[slot.id] for slot in slots}


Gate.counts = stale_counts  # type: ignore[method-assign]
