"""The child process: restarts, stops in time, refuses to grow, goes when it is not needed."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from app.certificates.renderer import Renderer, RenderFailed
from tests.certificates.samples import content

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def renderer():
    made = Renderer()
    yield made
    made.close()


def gone(pid, seconds=10.0):
    """Whether the process ends within that time (a zombie has ended)."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_starts_with_the_first_certificate_and_stays_warm(renderer):
    assert renderer.child_pid is None
    renderer.render(content())
    first = renderer.child_pid
    renderer.render(content())
    assert renderer.child_pid == first is not None


def test_another_child_after_a_kill(renderer):
    before = renderer.render(content())
    os.kill(renderer.child_pid, signal.SIGKILL)
    assert renderer.render(content()) == before


def test_too_slow_a_document_fails_alone():
    renderer = Renderer(limit_for=timedelta(seconds=3))
    try:
        renderer.render(content())
        child = renderer.child_pid
        started = time.monotonic()
        with pytest.raises(RenderFailed, match="longer than 3 s"):
            renderer.render(content(sessions=3000))
        assert time.monotonic() - started < 6
        assert gone(child)
        assert renderer.render(content()).startswith(b"%PDF-")
    finally:
        renderer.close()


def test_too_large_a_document_fails_alone():
    renderer = Renderer(memory_bytes=400 * 1024 * 1024, limit_for=timedelta(seconds=120))
    try:
        with pytest.raises(RenderFailed):
            renderer.render(content(person_name="W" * 40_000_000))
        assert renderer.render(content()).startswith(b"%PDF-")
    finally:
        renderer.close()


def test_a_content_that_cannot_be_one_fails_alone(renderer, monkeypatch):
    renderer.render(content())
    child = renderer.child_pid
    broken = content()
    monkeypatch.setattr(type(broken), "to_json", lambda _self: {"language": "en-GB"})
    with pytest.raises(RenderFailed, match="KeyError"):
        renderer.render(broken)
    monkeypatch.undo()
    assert renderer.render(content()).startswith(b"%PDF-")
    assert renderer.child_pid == child, "the child has survived it"


def test_parallel_calls_each_get_their_own(renderer):
    names = [f"Person Number{number}" for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda name: renderer.render(content(person_name=name)), names))
    expected = [renderer.render(content(person_name=name)) for name in names]
    assert made == expected


def test_goes_by_itself_when_nobody_asks():
    renderer = Renderer(idle_for=timedelta(seconds=1))
    try:
        renderer.render(content())
        assert gone(renderer.child_pid)
        assert renderer.render(content()).startswith(b"%PDF-")
    finally:
        renderer.close()


SCRIPT = """
import sys
from tests.certificates.samples import content
from app.certificates.renderer import Renderer
renderer = Renderer()
renderer.render(content())
print(renderer.child_pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("end", ["exit", "kill"])
def test_goes_when_its_parent_does(end):
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], cwd=PROJECT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    child = int(parent.stdout.readline())
    if end == "kill":
        parent.kill()
    parent.communicate("")
    assert gone(child)


def test_a_forked_process_has_a_child_of_its_own(renderer):
    before = renderer.render(content())
    child = renderer.child_pid
    pid = os.fork()
    if pid == 0:
        is_right = renderer.child_pid is None and renderer.render(content()) == before
        renderer.close()
        os._exit(0 if is_right else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert renderer.render(content()) == before
    assert renderer.child_pid == child


def test_the_child_has_no_secrets(renderer, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not-for-the-child")
    renderer.render(content())
    environment = psutil.Process(renderer.child_pid).environ()
    assert "SECRET_KEY" not in environment
    assert "PATH" in environment


def test_the_pages_do_not_load_the_typesetter():
    code = "import sys, app.certificates.renderer; print('weasyprint' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"
