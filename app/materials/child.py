"""The process that looks into one file: what could be easier to read, and pictures of its first pages.

Started and watched by `inspector.py`, with limits of memory, time and what it may write, since the file is a
stranger's and the libraries that read it are large. It has no settings, no secrets and no database. It puts
`findings.json` and `1.png`, `2.png`... into the folder it is given.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path

from app.materials.enums import FileKind

MOST_PAGES = 6
LONGEST_SIDE = 480  # pixels of a page's picture
COLOURS = 128
MEGABYTE = 1024 * 1024
MEMORY = 1024 * MEGABYTE  # bytes of addresses (RLIMIT_AS)
CPU_SECONDS = 40
LARGEST_WRITTEN = 2 * MEGABYTE  # bytes of one file


def run() -> None:
    """Entry from the command line: the file, its kind, the folder."""
    source, kind, folder = sys.argv[-3:]
    _limit()
    main(Path(source), FileKind(kind), Path(folder))


def main(source: Path, kind: FileKind, folder: Path) -> None:
    # Here, so that the limits hold while they are loaded and used.
    from app.kernel.errors import Refusal
    from app.materials.findings import findings_in

    try:
        found = findings_in(source, kind)
    except Refusal:  # a part that was not looked into when the file came
        found = [{"code": "damaged"}]
    (folder / "findings.json").write_text(json.dumps(found))
    if kind == FileKind.PDF and not {"locked", "damaged"} & {one["code"] for one in found}:
        _draw_pages(source, folder)


def _draw_pages(source: Path, folder: Path) -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(source)
    for number in range(min(len(pdf), MOST_PAGES)):
        page = pdf[number]
        longest = max(page.get_width(), page.get_height())
        if longest <= 0:
            continue
        picture = page.render(scale=LONGEST_SIDE / longest, may_draw_forms=False).to_pil()
        small = picture.convert("RGB").quantize(COLOURS)
        small.save(folder / f"{number + 1}.png", "PNG", optimize=True)


def _limit() -> None:
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    )
    for name, most in limits:
        with suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(name, (most, most))
