"""Stars as rows."""

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.kernel.tokens import digest
from app.kernel.transaction import OutsideTransaction, transaction
from app.stars import actions, queries
from app.stars.errors import NoSuchSession
from app.stars.models import Star
from tests.support.builders import a_slot, an_event

ADA, BEN = digest("ada"), digest("ben")


def put(event, slot, visitor=ADA):
    slug = slot.session.slug
    with transaction():
        actions.star(event.id, slug, visitor=visitor, now=clock.now())


def test_a_star_is_one_row_however_often_it_is_pressed(event):
    slot = a_slot(event)
    put(event, slot)
    put(event, slot)
    rows = db.session.scalars(select(Star)).all()
    assert [(row.visitor, row.session_id, row.starred_at) for row in rows] == [
        (ADA, slot.session_id, clock.now())
    ]


def test_each_sees_their_own_and_counts_see_all(event):
    podcast, film, other = a_slot(event, "Podcast"), a_slot(event, "Film"), a_slot(event, "Other")
    put(event, podcast)
    put(event, film)
    put(event, film, BEN)
    assert queries.starred(ADA, event.id) == {podcast.session.slug, film.session.slug}
    assert queries.starred(BEN, event.id) == {film.session.slug}
    assert queries.counts(event.id) == {podcast.session_id: 1, film.session_id: 2}
    assert other.session_id not in queries.counts(event.id)
    assert queries.counts(an_event("other").id) == {}


def test_taken_off_once_or_twice(event):
    slot = a_slot(event)
    slug = slot.session.slug
    put(event, slot)
    put(event, slot, BEN)
    for _ in range(2):
        with transaction():
            actions.unstar(event.id, slug, visitor=ADA)
    assert queries.starred(ADA, event.id) == frozenset()
    assert queries.counts(event.id) == {slot.session_id: 1}


def test_only_sessions_of_this_event(event):
    slug = a_slot(an_event("other")).session.slug
    for refused in (slug, "nothing"):
        with pytest.raises(NoSuchSession), transaction():
            actions.star(event.id, refused, visitor=ADA, now=clock.now())


def test_outside_a_transaction_nothing_is_starred(event):
    slug = a_slot(event).session.slug
    with pytest.raises(OutsideTransaction):
        actions.star(event.id, slug, visitor=ADA, now=clock.now())
