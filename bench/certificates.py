"""Certificates in a row, in the warm child process."""

from __future__ import annotations

import time

import psutil

from app.certificates import renderer
from tests.certificates.samples import content

IN_A_ROW = 100


def cpu() -> dict[str, float]:
    """CPU of the child for each of a hundred; memory at its end."""
    with_child = renderer.Renderer()
    with_child.render(content(sessions=5))
    child = psutil.Process(with_child.child_pid)
    before, begun = child.cpu_times(), time.perf_counter()
    for number in range(IN_A_ROW):
        with_child.render(content(sessions=5, person_name=f"Person Number {number}"))
    after = child.cpu_times()
    wall = (time.perf_counter() - begun) * 1000 / IN_A_ROW
    spent = (after.user + after.system - before.user - before.system) * 1000 / IN_A_ROW
    memory = child.memory_full_info().pss / 1024**2
    with_child.close()
    return {
        "a certificate in a row of 100, CPU ms (aim 75)": spent,
        "a certificate in a row of 100, ms on the clock": wall,
        "memory of the process that makes them, MB": memory,
    }
