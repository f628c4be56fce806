"""QR codes as SVG: the same picture for the same address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

# 37 modules a side: takes an address of 84 bytes with a sixth of the picture dirty; a longer
# address gets the next size that holds it. One mask for all, so that none is searched for.
_VERSION = 5
_MASK = 3
_QUIET_ZONE = 4  # modules, as ISO 18004 demands


@lru_cache(maxsize=256)
def qr_svg(address: str, *, alternative: str) -> Markup:
    """An `<svg>` to stand in HTML. `alternative` says what the code is for, to who cannot see it.

    One path of black rectangles on a white square: a sixth of a path of single modules.
    """
    code = QRCode(
        version=_VERSION, error_correction=ERROR_CORRECT_M, mask_pattern=_MASK, border=_QUIET_ZONE
    )
    code.add_data(address)
    code.make(fit=True)
    matrix = code.get_matrix()
    side = len(matrix)
    path = "".join(f"M{x} {y}h{w}v{h}h-{w}z" for x, y, w, h in _rectangles(matrix))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="certificate__qr" role="img"'
        ' viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><title>{alternative}</title>'
        '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>'
    ).format(side=side, alternative=alternative, path=path)


def _rectangles(matrix: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """The dark modules as x, y, width, height: runs of a row, joined to equal runs below them."""
    done: list[tuple[int, int, int, int]] = []
    open_: dict[tuple[int, int], tuple[int, int]] = {}  # (x, width) -> (y, height)
    for y, row in enumerate([*matrix, [False] * len(matrix)]):
        runs = set(_runs(row))
        for run in [run for run in open_ if run not in runs]:
            top, height = open_.pop(run)
            done.append((run[0], top, run[1], height))
        for run in runs:
            top, height = open_.get(run, (y, 0))
            open_[run] = (top, height + 1)
    return sorted(done)


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """The dark runs of a row: where each starts and how wide it is."""
    x = 0
    for is_dark, modules in groupby(row):
        width = len(list(modules))
        if is_dark:
            yield x, width
        x += width
