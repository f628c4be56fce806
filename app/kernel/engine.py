"""The task engine (Huey): hands that work off rows. On SQLite by default, on Redis by setting."""

from __future__ import annotations

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from app.kernel.work import work_off
from config import Settings

QUEUE_NAME = "bootcamp"
THREADS = 2


class Engine:
    """One generic task, "work off this kind", and a sweep each minute for all kinds."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._huey = _make_huey(settings)

        def work(kind: str) -> None:
            with app.app_context():
                work_off(kind)

        def sweep() -> None:
            with app.app_context():
                work_off()

        self._work = self._huey.task(name="work")(work)
        self._huey.periodic_task(crontab(minute="*"), name="sweep")(sweep)

    def enqueue(self, kind: str) -> None:
        self._work(kind)

    def is_reachable(self) -> bool:
        try:
            self._huey.pending_count()
        except Exception:
            return False
        return True

    def close(self) -> None:
        """Lets go of this thread's connection; a process that forks must not share it."""
        self._huey.storage.close()

    def consume(self) -> None:
        """Works until TERM or INT arrives; what has begun is finished first."""
        Consumer(
            self._huey, workers=THREADS, initial_delay=0.05, max_delay=0.5, graceful_signal="TERM"
        ).run()


def _make_huey(settings: Settings) -> Huey:
    url = settings.queue_url
    if url.startswith("sqlite:"):
        filename = url.removeprefix("sqlite:").removeprefix("//")
        return SqliteHuey(QUEUE_NAME, filename=filename, results=False, fsync=False)
    return RedisHuey(QUEUE_NAME, url=url, results=False)
