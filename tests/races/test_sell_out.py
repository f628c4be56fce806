"""A rush for few places, with real processes, on both databases; and the control that must fail.

Here one seed; `bin/bench races` runs twenty.
"""

import pytest

from tests.races.race import race
from tests.support.databases import KINDS

CLIENTS, PLACES = 500, 50


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def server(kind, request):
    return request.getfixturevalue("postgres_server") if kind == "postgresql" else None


def test_500_people_for_50_places(kind, server, tmp_path):
    outcome = race(kind, tmp_path, server, clients=CLIENTS, places=PLACES)
    assert (outcome.confirmed, outcome.waiting) == (PLACES, CLIENTS - PLACES)
    assert outcome.positions_by_commit == list(range(1, CLIENTS - PLACES + 1))
    assert set(outcome.statuses) == {200, 303}
    assert outcome.told == {"confirmed": PLACES, "waiting": CLIENTS - PLACES}
    assert outcome.true_answers
    assert outcome.mails == CLIENTS
    assert outcome.invariants == []


def test_counting_before_the_lock_oversells(kind, server, tmp_path):
    outcome = race(
        kind, tmp_path, server, clients=130, places=PLACES, application="tests.races.naive:app"
    )
    assert outcome.confirmed > PLACES
    assert "1 oversold" in {found["invariant"] for found in outcome.invariants}
