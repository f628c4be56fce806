"""Processes killed with -9 at random moments: nothing that was acknowledged is lost, nothing is half done.

Here a few kills; `bin/bench races` kills a hundred times.
"""

import os

import pytest

from tests.races.kills import PLACES, run
from tests.support.databases import KINDS

KILLS = int(os.environ.get("KILLS", "12"))


@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_random_moments(kind, request, tmp_path):
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    outcome = run(kind, tmp_path, server, kills=KILLS)
    told = outcome.told.answers
    assert sum(outcome.killed.values()) == KILLS
    assert len(told) > PLACES
    # Acknowledged: there, with the reference and the state that was told.
    assert {address: outcome.states.get(address) for address in told} == told
    # Whole: each registration has its booking, its history, its message; nobody was made twice.
    assert outcome.registrations == len(outcome.states)
    assert outcome.broken == []
    confirmed = [state for state, _ in outcome.states.values() if state == "confirmed"]
    assert len(confirmed) == PLACES
    assert outcome.unsent == 0
