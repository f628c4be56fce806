"""Which sessions somebody may want who reads about one."""

from __future__ import annotations

from app.timetable.rules.document import Document, SessionShown

MOST = 3
# A national offer says most about what a session is for; the same service may present anything.
OFFER, TRACK, SERVICE = 3, 2, 1


def related(document: Document, session: SessionShown) -> tuple[SessionShown, ...]:
    """At most three, the nearest first: by shared national offers, track and services; of equals the one
    that begins first, then by title. Never itself, a plenary (everybody is there), or one that is
    cancelled at all its times."""
    begins = {
        slot.session: slot.starts_at for slot in reversed(document.slots) if not slot.is_cancelled
    }
    near = [
        (-_nearness(session, other), begins[other.slug], other.title, other.slug, other)
        for other in document.sessions
        if other.slug != session.slug and other.slug in begins and not other.is_plenary
    ]
    return tuple(row[-1] for row in sorted(near, key=lambda row: row[:4])[:MOST] if row[0] < 0)


def _nearness(one: SessionShown, other: SessionShown) -> int:
    return (
        OFFER * len(set(one.tags) & set(other.tags))
        + TRACK * (one.track != "" and one.track == other.track)
        + SERVICE * len(set(one.services) & set(other.services))
    )
