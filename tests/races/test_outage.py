"""A mail server that refuses: nothing is lost, nothing fails, and all of it goes when it is back.

With two thousand messages: `bin/bench messages`.
"""

from __future__ import annotations

import pytest

from tests.races import outage
from tests.support.databases import KINDS

MESSAGES = 200


def run(kind, request, tmp_path, **more):
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    return outage.run(kind, tmp_path, server, messages=MESSAGES, **more)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", outage.WAYS, ids=lambda way: way.__name__)
def test_all_of_it_goes_after_an_hour(kind, way, request, tmp_path):
    outcome = run(kind, request, tmp_path, lasts=outage.HOUR, way=way)
    assert outcome.is_good(MESSAGES), outcome


@pytest.mark.parametrize("way", outage.WAYS, ids=lambda way: way.__name__)
def test_all_of_it_goes_after_a_day(way, request, tmp_path):
    outcome = run("sqlite", request, tmp_path, lasts=outage.DAY, way=way)
    assert outcome.is_good(MESSAGES), outcome
