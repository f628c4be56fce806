"""A worker process whose rows are files: `python -m tests.support.worker FOLDER SWEEP_EVERY`.

`todo/` holds rows, most urgent first by name; a row is claimed and done by moving it to `done/`. What is
in a row's file is what it does: `slow` ends only when the worker is told to stop, `urgent` brings an urgent
row. `log` has a line for each row in order, `sweeps` one for each look at all kinds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app import create_app
from app.kernel.work import Kind, Kinds
from config import load_settings


def main(folder: Path, sweep_every: int) -> None:
    app = create_app(load_settings())
    engine = app.extensions["engine"]
    app.extensions["work"] = kinds_in(folder, lambda: engine._consumer.stop_flag.wait(60))
    engine.consume(sweep_every=sweep_every)


def kinds_in(folder: Path, wait_for_stop: Callable[[], object]) -> Kinds:
    def due(_now: datetime, limit: int) -> list[int]:
        return sorted(int(path.name) for path in (folder / "todo").iterdir())[:limit]

    def run(row_id: int) -> None:
        row = folder / "todo" / str(row_id)
        try:
            task = row.read_text()
            row.rename(folder / "done" / str(row_id))
        except FileNotFoundError:
            return  # another worker was quicker
        _note(folder / "begun", str(row_id))
        if task == "slow":
            wait_for_stop()
        if task == "urgent":
            (folder / "todo" / "0").write_text("")
        _note(folder / "log", f"{row_id} {os.getpid()}")

    def look(_now: datetime, _limit: int) -> list[int]:
        _note(folder / "sweeps", str(time.time()))
        return []

    return {
        "rows": Kind(due=due, run=run, batch=3, one_at_a_time=True),
        "sweeps": Kind(due=look, run=run),
    }


def _note(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(f"{line}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
