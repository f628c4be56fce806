"""Random histories: whatever happens in whatever order, what must be true of places stays true.

One form by hypothesis, step by step with a clock that is moved; one by several processes at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from flask import current_app
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app import create_app
from app.events.enums import Fairness
from app.kernel.clock import SetClock
from app.kernel.database import db
from app.kernel.work import work_off
from app.registration.invariants import broken
from tests.conftest import START
from tests.races.race import environment
from tests.races.servers import ROOT
from tests.races.steps import STEPS, a_world, step
from tests.support.databases import KINDS, make_database, settings_for

PEOPLE = st.integers(0, 14)


def a_machine(app, database):
    """A state machine on this database, which is emptied before each history."""

    class Places(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            app.extensions["clock"].at = START
            database.empty(app)
            self.context = app.app_context()
            self.context.push()
            self.world = None

        @initialize(
            fairness=st.sampled_from(list(Fairness)),
            capacity=st.sampled_from([None, 3, 6]),
            days=st.sampled_from([4, 9, 40]),
        )
        def begin(self, fairness, capacity, days):
            now = current_app.extensions["clock"].now()
            self.world = a_world(now=now, days=days, fairness=fairness, capacity=capacity)

        @rule(name=st.sampled_from(sorted(STEPS)), one=PEOPLE, other=PEOPLE)
        def do(self, name, one, other):
            step(self.world, name, one, other, now=current_app.extensions["clock"].now())

        @rule(one=PEOPLE, other=PEOPLE)
        def register(self, one, other):
            self.do("register", one, other)

        @rule(one=PEOPLE, other=PEOPLE, name=st.sampled_from(["accept", "give_up", "ask"]))
        def answer(self, one, other, name):
            self.do(name, one, other)

        @rule(minutes=st.sampled_from([1, 31, 60, 24 * 60, 5 * 24 * 60]))
        def time_passes(self, minutes):
            current_app.extensions["clock"].at += timedelta(minutes=minutes)
            work_off("places")

        @invariant()
        def everything_holds(self):
            db.session.rollback()
            assert broken() == []

        def teardown(self):
            db.session.remove()
            self.context.pop()

    return Places


@pytest.mark.parametrize("kind", KINDS)
def test_histories_step_by_step(kind, request, tmp_path):
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    database = make_database(kind, tmp_path, server, f"histories_{kind}")
    app = create_app(settings_for(database.url, tmp_path), clock=SetClock(START))
    examples = int(os.environ.get("HISTORIES", "30" if kind == "sqlite" else "10"))
    run_state_machine_as_test(
        a_machine(app, database),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize="HISTORIES" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fairness", list(Fairness))
def test_histories_in_several_processes_at_once(kind, fairness, request, tmp_path):
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    database = make_database(kind, tmp_path, server, f"at_once_{kind}_{fairness}")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    environ |= {name: str(value) for name, value in environment(database.url, tmp_path).items()}
    app = create_app(settings_for(database.url, tmp_path))
    with app.app_context():
        now = current_app.extensions["clock"].now()
        days = 40 if fairness != Fairness.SHARES else 5
        world = a_world(now=now, days=days, fairness=fairness, capacity=8)
        db.session.remove()
    steps = os.environ.get("STEPS", "60")
    what = json.dumps([world.event_id, world.slot_ids, world.service_ids])
    command = [sys.executable, "-m", "tests.races.walker", what, steps]
    walkers = [
        subprocess.Popen(
            [*command, str(seed)], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
        )
        for seed in range(3)
    ]
    answers = [json.loads(walker.communicate(timeout=300)[0]) for walker in walkers]
    assert [walker.returncode for walker in walkers] == [0, 0, 0]
    assert sum(sum(done.values()) for done in answers) > int(steps) * 3 / 4  # not all refused
    with app.app_context():
        assert broken() == []
        db.session.remove()
        db.engine.dispose()
