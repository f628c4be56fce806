"""The long forms of the races: `bin/bench races [--runs N] [--kills N]`.

`bin/test` runs each once with fewer rounds; here twenty seeds of five hundred people, a hundred kills,
and many random histories, on both databases. Prints what was seen, and exits 1 when anything broke.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.races import kills, race
from tests.races.servers import ROOT
from tests.support.databases import KINDS, PostgresServer

CLIENTS, PLACES = 500, 50


def main(words: list[str]) -> int:
    arguments = argparse.ArgumentParser(prog="bin/bench races", description=__doc__)
    arguments.add_argument("--runs", type=int, default=20, help="seeds of the rush (20)")
    arguments.add_argument("--kills", type=int, default=100, help="processes to kill (100)")
    arguments.add_argument("--histories", type=int, default=500, help="random histories (500)")
    chosen = arguments.parse_args(words)
    server = PostgresServer()
    try:
        broken = [
            *(_rushes(kind, server, chosen.runs) for kind in KINDS),
            *(_kills(kind, server, chosen.kills) for kind in KINDS),
            _histories(chosen.histories),
        ]
    finally:
        server.stop()
    return 1 if any(broken) else 0


def _rushes(kind: str, server: PostgresServer, runs: int) -> bool:
    slowest, wrong = [], []
    for seed in range(1, runs + 1):
        with tempfile.TemporaryDirectory(prefix="bootcamp-race-") as name:
            outcome = race.race(kind, Path(name), server, clients=CLIENTS, places=PLACES, seed=seed)
        good = (
            outcome.confirmed == PLACES
            and outcome.positions_by_commit == list(range(1, CLIENTS - PLACES + 1))
            and set(outcome.statuses) == {200, 303}
            and outcome.true_answers
            and outcome.invariants == []
        )
        slowest.append(outcome.slowest)
        if not good:
            wrong.append(seed)
    print(
        f"{CLIENTS} people for {PLACES} places, {kind}, {runs} seeds: "
        f"{'all exact' if not wrong else f'wrong with seeds {wrong}'}; "
        f"slowest answer {max(slowest):.1f} s, median of the slowest "
        f"{sorted(slowest)[len(slowest) // 2]:.1f} s (aim 3)"
    )
    return bool(wrong)


def _kills(kind: str, server: PostgresServer, number: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="bootcamp-kills-") as name:
        outcome = kills.run(kind, Path(name), server, kills=number)
    told = outcome.told.answers
    lost = {address for address in told if outcome.states.get(address) != told[address]}
    bad = bool(lost or outcome.broken or outcome.unsent)
    print(
        f"{outcome.killed} killed, {kind}: {len(told)} answers, {outcome.told.retries} tries "
        f"without one, {len(lost)} lost, {len(outcome.broken)} invariants broken, "
        f"{outcome.unsent} mails not sent"
    )
    return bad


def _histories(number: int) -> bool:
    """By the same test, with more of everything and another seed each time."""
    environ = {**os.environ, "HISTORIES": str(number), "STEPS": "400"}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/races/test_histories.py"]
    result = subprocess.run(command, cwd=ROOT, env=environ, check=False)
    print(f"{number} random histories: {'all hold' if not result.returncode else 'broken'}")
    return result.returncode != 0
