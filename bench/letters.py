"""The long forms of what `bin/test` proves of mails: `bin/bench messages [--messages N] [--kills N]`.

Two thousand messages and a mail server that refuses for an hour and for a day, in each of its ways; a hundred
workers killed over a thousand mails; on both databases. Prints what was seen, and exits 1 when anything
was lost, failed, late or sent twice without a reason.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.races import killed_workers, outage
from tests.support.databases import KINDS, PostgresServer


def main(words: list[str]) -> int:
    arguments = argparse.ArgumentParser(prog="bin/bench messages", description=__doc__)
    arguments.add_argument("--messages", type=int, default=2000, help="that wait (2000)")
    arguments.add_argument("--kills", type=int, default=100, help="workers to kill (100)")
    arguments.add_argument("--mails", type=int, default=1000, help="they send meanwhile (1000)")
    chosen = arguments.parse_args(words)
    server = PostgresServer()
    try:
        good = [
            *(
                _outage(kind, server, chosen.messages, lasts, way)
                for kind in KINDS
                for lasts in (outage.HOUR, outage.DAY)
                for way in outage.WAYS
            ),
            *(_killed(kind, server, chosen.mails, chosen.kills) for kind in KINDS),
        ]
    finally:
        server.stop()
    return 0 if all(good) else 1


def _outage(kind: str, server: PostgresServer, messages: int, lasts, way) -> bool:
    with tempfile.TemporaryDirectory(prefix="bootcamp-outage-") as name:
        seen = outage.run(kind, Path(name), server, messages=messages, lasts=lasts, way=way)
    print(
        f"{way.__name__} for {lasts}, {kind}: {seen.states}, {seen.repeats} repeats, the last "
        f"{seen.after.total_seconds():.0f} s after its return (aim 300), the last of {seen.urgent} urgent "
        f"ones as number {seen.last_urgent + 1}, asked {seen.tries} times meanwhile",
        flush=True,
    )
    return seen.is_good(messages)


def _killed(kind: str, server: PostgresServer, mails: int, kills: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="bootcamp-killed-") as name:
        seen = killed_workers.run(kind, Path(name), server, messages=mails, kills=kills)
    print(
        f"{kills} workers killed, {kind}: {seen.states}, {seen.missing} missing, {seen.repeats} repeats, "
        f"{seen.different} of them different, {seen.entries} calendar entries read by two parsers",
        flush=True,
    )
    return seen.is_good(mails)
