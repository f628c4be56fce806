"""Real processes on a database of their own: a web server with several workers, and its clients."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(environ: dict[str, str], *, application: str = "wsgi:app", log: Path):
    """The web server as `bin/run` starts it; gives its port; ends with the block."""
    port = free_port()
    env = {
        **os.environ,
        **environ,
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "ENVIRONMENT": "development",
    }
    env["PYTHONPATH"] = str(ROOT)
    program = Path(sys.executable).with_name("gunicorn")
    command = [program, "--config", "bin/gunicorn.conf.py", application]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        _wait(port, process, log)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()[-3000:]
        try:
            Browser(port).get("/")
        except OSError:
            time.sleep(0.05)  # until the port answers; nothing passes because of it
        else:
            return
    raise AssertionError(log.read_text()[-3000:])


class Browser:
    """As little of a browser as a form needs: cookies, hidden fields, redirects."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.statuses: list[int] = []

    def get(self, path: str) -> str:
        return self._ask("GET", path)

    def get_bytes(self, path: str) -> bytes:
        """What is there, whatever it is; no cookies, no redirects."""
        self.connection.request("GET", path)
        return self.connection.getresponse().read()

    def submit(self, page: str, fields: dict[str, str], action: str) -> str:
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        return self._ask("POST", action, {**dict(hidden), **fields})

    def _ask(self, method: str, path: str, data: dict[str, str] | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode(data)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.statuses.append(answer.status)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        if answer.status in (302, 303):
            place = urlsplit(answer.headers["Location"])
            return self._ask("GET", place.path)
        return text

    def close(self) -> None:
        self.connection.close()
