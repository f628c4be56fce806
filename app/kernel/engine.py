"""The task engine (Huey): hands that work off rows. What it holds may be lost, since the rows are the truth.

It says "there is work of this kind", on a file, on Redis or on PostgreSQL by QUEUE_URL, and each twenty
seconds one of the workers sweeps over all kinds. With the queue away nobody waits for it: requests go on,
and workers sweep without it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import structlog
from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import BaseProcess, Consumer
from huey.storage import BaseSqlStorage
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.retry import Retry

from app.kernel.work import work_off
from config import Settings

QUEUE_NAME = "bootcamp"
THREADS = 2
SWEEP_EVERY = 20  # seconds
LONGEST_WAIT = 1.0  # seconds for an answer of the queue
QUIET_FOR = 10.0  # seconds in which a queue that was away is not asked
LONGEST_SLEEP = 0.5  # seconds between two looks into a queue that cannot call
ONE_MAKES_TABLES = "SELECT pg_advisory_xact_lock(5107)"
log = structlog.get_logger(__name__)


class QueueAway(Exception):
    """The queue has not answered in time."""


class Engine:
    """One generic task, "work off this kind", and a sweep over all kinds."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._huey = _make_huey(settings.queue_url)
        self._work = self._huey.task(name="work")(self._work_off)
        self._consumer: _Worker | None = None
        self._quiet_until = 0.0
        self._stuck: Thread | None = None

    def enqueue(self, kind: str) -> None:
        """Refused with QueueAway after a second, and for a while at once, so that not each request pays."""
        if time.monotonic() < self._quiet_until:
            raise QueueAway
        try:
            self._in_time(lambda: self._work(kind))
        except QueueAway:
            self._quiet_until = time.monotonic() + QUIET_FOR
            raise

    def is_reachable(self) -> bool:
        try:
            self._in_time(self._huey.pending_count)
        except QueueAway:
            return False
        return True

    def close(self) -> None:
        """Lets go of this thread's connection; a process that forks must not share it."""
        self._huey.storage.close()

    def consume(self, *, sweep_every: int = SWEEP_EVERY) -> None:
        """Works until TERM or INT arrives. The row that is being done is finished first, those that wait are
        left to others."""
        self._consumer = _Worker(self._huey, self._have_swept, sweep_every)
        self._consumer.run()

    def _in_time(self, ask: Callable[[], Any]) -> None:
        """In a thread of its own, since not every queue lets go in time when its server is silent."""
        if self._stuck is not None and self._stuck.is_alive():
            raise QueueAway
        answered = Event()
        teller = Thread(target=_ask, args=(ask, answered), daemon=True)
        teller.start()
        teller.join(LONGEST_WAIT)
        if not answered.is_set():
            self._stuck = teller
            raise QueueAway

    def _have_swept(self, period: int) -> None:
        """One sweep for each period, however many workers ask for it."""
        try:
            if self._is_first(period):
                self._work()
        except Exception as error:
            log.warning("queue_away", kind="all", error=type(error).__name__)
            self._work_off()

    def _is_first(self, period: int) -> bool:
        storage = self._huey.storage
        try:
            is_first = self._huey.put_if_empty(f"sweep:{period}", period)
        except Exception:
            if not isinstance(storage, BaseSqlStorage):
                raise
            storage.initialize_schema()  # a new database, or one that lost its tables
            is_first = self._huey.put_if_empty(f"sweep:{period}", period)
        if is_first:
            for key in storage.result_items():
                name = key.decode() if isinstance(key, bytes) else key
                if int(name.removeprefix("sweep:")) < period - 1:
                    storage.delete_data(key)
        return bool(is_first)

    def _work_off(self, kind: str | None = None) -> None:
        with self._app.app_context():
            work_off(kind, is_over=self._is_stopping)

    def _is_stopping(self) -> bool:
        return self._consumer is not None and bool(self._consumer.stop_flag.is_set())


def _ask(ask: Callable[[], Any], answered: Event) -> None:
    for _ in range(2):  # that a connection broke is noticed by using it
        try:
            ask()
        except Exception as error:
            log.info("queue_away", error=type(error).__name__)
        else:
            answered.set()
            return


class _Worker(Consumer):
    """Huey's, with a sweeper in the place of its scheduler: nothing here is scheduled in the queue."""

    def __init__(self, huey: Huey, sweep: Callable[[int], None], every: int) -> None:
        self._sweep, self._every = sweep, every
        super().__init__(
            huey,
            workers=THREADS,
            initial_delay=0.05,
            max_delay=LONGEST_SLEEP,
            graceful_signal="TERM",
        )

    def _create_scheduler(self) -> BaseProcess:
        return _Sweeper(self.huey, self.stop_flag, self._sweep, self._every)


class _Sweeper(BaseProcess):
    def __init__(
        self, huey: Huey, stop_flag: Event, sweep: Callable[[int], None], every: int
    ) -> None:
        super().__init__(huey, stop_flag)
        self._sweep, self._every = sweep, every

    def loop(self, now: object = None) -> None:
        """Sweeps, then waits for the next period, which begins for all workers at once."""
        instant = time.time()
        try:
            self._sweep(int(instant) // self._every)
        except Exception as error:  # the database is away: the next time
            log.error("sweep_failed", error=type(error).__name__, exc_info=True)
        self.stop_flag.wait(self._every - instant % self._every)


def _make_huey(url: str) -> Huey:
    if url.startswith("sqlite:"):
        filename = url.removeprefix("sqlite:").removeprefix("//")
        return SqliteHuey(
            QUEUE_NAME, filename=filename, results=False, fsync=False, timeout=LONGEST_WAIT
        )
    if url.startswith(("postgresql:", "postgres:")):
        queue = PostgresHuey(
            QUEUE_NAME, dsn=url, create_tables=False, results=False, connect_timeout=2
        )
        queue.storage.ddl.insert(0, ONE_MAKES_TABLES)
        return queue
    pool = ConnectionPool.from_url(
        url, socket_connect_timeout=2, socket_timeout=5, retry=Retry(NoBackoff(), 1)
    )
    return RedisHuey(QUEUE_NAME, connection_pool=pool, results=False)
