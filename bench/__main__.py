"""`bin/bench [--json FILE] [--no-start]`: all benchmarks, as a table. `bin/bench races`: the long races.
`bin/bench messages`: mails while their server is away and their workers are killed."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path

from bench import (
    certificates,
    editor,
    exports,
    feeds,
    flow,
    letters,
    messages,
    pages,
    races,
    reading,
    stand,
    start,
)


def main() -> None:
    if sys.argv[1:2] == ["races"]:
        sys.exit(races.main(sys.argv[2:]))
    if sys.argv[1:2] == ["messages"]:
        sys.exit(letters.main(sys.argv[2:]))
    arguments = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    arguments.add_argument("--json", type=Path, help="also write the numbers here")
    arguments.add_argument(
        "--no-start", action="store_true", help="leave out starting from a clone"
    )
    chosen = arguments.parse_args()
    numbers: dict[str, float] = {}
    with stand.folder() as folder:
        environ = stand.load_demo(folder)
        with stand.site(environ, folder) as site:
            for measure in (pages.kept, flow.measured, pages.rendered):
                numbers |= measure(site)
            numbers["memory of web and worker, MB (aim 300)"] = site.memory_mb()
            for measure in (reading.measured, exports.measured, feeds.measured):
                numbers |= measure(site)
            numbers["the same after three events of up to 1,000 sessions, MB"] = site.memory_mb()
        numbers |= messages.measured(folder)
        numbers |= certificates.cpu()
        numbers |= editor.measured()
        if not chosen.no_start:
            numbers |= start.times(folder)
    for name, value in numbers.items():
        print(f"{name:<56} {value:>9.2f}")
    machine = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    print(machine)
    if chosen.json:
        chosen.json.write_text(json.dumps({"machine": machine, **numbers}, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
