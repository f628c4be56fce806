"""Workers that are killed in the middle of their work, and several at once: every message arrives.

With a hundred kills: `bin/bench messages`.
"""

from __future__ import annotations

import pytest

from tests.races import killed_workers
from tests.support.databases import KINDS

MESSAGES, KILLS = 120, 4


def run(kind, request, tmp_path, **more):
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    return killed_workers.run(kind, tmp_path, server, messages=MESSAGES, **more)


@pytest.mark.parametrize("kind", KINDS)
def test_killed_workers_lose_nothing_and_repeat_one_at_most(kind, request, tmp_path):
    outcome = run(kind, request, tmp_path, kills=KILLS)
    assert outcome.is_good(MESSAGES), outcome


@pytest.mark.parametrize("kind", KINDS)
def test_three_workers_at_once_send_each_message_once(kind, request, tmp_path):
    outcome = run(kind, request, tmp_path, kills=0, workers=3)
    assert outcome.is_good(MESSAGES), outcome
    assert outcome.repeats == 0
