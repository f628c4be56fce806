"""A site to measure: the demo on a database of its own, served as `bin/run` serves it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.races.servers import ROOT, Browser, running

ENVIRON = {"SECRET_KEY": "only-for-benchmarks-" + "x" * 32, "PUBLIC_URL": "http://127.0.0.1:8000"}


@dataclass
class Stand:
    """`processes` are those of the web server and the worker, children included."""

    folder: Path
    port: int
    environ: dict[str, str]
    roots: list[psutil.Process]

    def processes(self) -> list[psutil.Process]:
        found = {p.pid: p for root in self.roots for p in [root, *root.children(recursive=True)]}
        return list(found.values())

    def cpu_seconds(self) -> float:
        """User and system time of all of them so far, ended children included."""
        total = 0.0
        for process in self.processes():
            times = process.cpu_times()
            total += times.user + times.system
        return total

    def memory_mb(self) -> float:
        """Proportional set size: pages that processes share are counted once."""
        return sum(p.memory_full_info().pss for p in self.processes()) / 1024**2

    def browser(self) -> Browser:
        return Browser(self.port)


def load_demo(folder: Path) -> dict[str, str]:
    """A migrated database with the demo; gives the environment of its processes."""
    environ = {**ENVIRON, "INSTANCE_PATH": str(folder / "instance")}
    for words in (("db", "upgrade"), ("demo", "load")):
        flask(environ, *words)
    return environ


def flask(environ: dict[str, str], *words: str) -> str:
    """Runs a command of the application; gives what it printed."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, check=True, capture_output=True, text=True
    )
    return result.stdout


@contextmanager
def site(environ: dict[str, str], folder: Path, *, with_worker: bool = True) -> Iterator[Stand]:
    """Web server and worker, ended with the block."""
    with running(environ, log=folder / "server.log") as port:
        me = psutil.Process()
        web = [child for child in me.children() if "gunicorn" in " ".join(child.cmdline())]
        worker = _worker(environ) if with_worker else None
        roots = [*web, *([psutil.Process(worker.pid)] if worker else [])]
        try:
            yield Stand(folder, port, environ, roots)
        finally:
            if worker:
                worker.terminate()
                worker.wait(timeout=30)


def _worker(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environ}, stderr=subprocess.DEVNULL
    )


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bootcamp-bench-") as name:
        yield Path(name)
