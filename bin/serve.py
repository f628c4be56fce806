"""Runs the web server and the worker side by side; both stop when either stops, or on Ctrl-C or TERM.

Started by `bin/run` once everything is in place. Exit status 0 when it was asked to stop, else 1.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN = 60  # seconds
STOP_WITHIN = 30

HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
LOCAL = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(HOST, HOST)  # noqa: S104 - read, not bound

COMMANDS = {
    "web server": ["gunicorn", "--config", "bin/gunicorn.conf.py", "wsgi:app"],
    "worker": ["flask", "--app", "wsgi", "worker"],
}


def main() -> None:
    check_port()
    known = prepare()
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _frame: asked.append(got))
    processes = {name: start(command) for name, command in COMMANDS.items()}
    trouble = wait_for_health(processes, asked)
    if not asked and not trouble:
        tell(known)
    while not asked and not trouble:
        time.sleep(0.2)
        trouble = ended(processes)
    stop(processes)
    if not asked:
        sys.exit(f"{trouble} Everything was stopped; what it said is above.")


def check_port() -> None:
    """Refuses an address that cannot be listened on, before anything starts."""
    if not PORT.isascii() or not PORT.isdigit() or not 0 < int(PORT) < 65536:
        sys.exit(f"PORT is “{PORT}”. It must be a whole number from 1 to 65535.")
    try:
        family, kind, *_, address = socket.getaddrinfo(HOST, int(PORT), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        sys.exit(
            f"Nothing can listen at {HOST} port {PORT}: {error.strerror}. "
            f"Stop what runs there, or choose another: PORT={int(PORT) + 1} bin/run"
        )


def prepare() -> str:
    """Migrations and the demo; what to tell the person afterwards. Its own words explain a failure."""
    result = subprocess.run(
        [sys.executable, "bin/prepare.py"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if result.returncode:
        sys.exit(result.stdout.strip() or 1)
    return result.stdout.strip()


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches it once, from here, as TERM."""
    program = Path(sys.executable).with_name(command[0])
    return subprocess.Popen([program, *command[1:]], cwd=ROOT, start_new_session=True)


def ended(processes: dict[str, subprocess.Popen[bytes]]) -> str:
    """A sentence when one of them stopped by itself, else nothing."""
    names = [name for name, process in processes.items() if process.poll() is not None]
    return f"The {names[0]} stopped by itself." if names else ""


def wait_for_health(processes: dict[str, subprocess.Popen[bytes]], asked: list[int]) -> str:
    """Until the web server answers; a sentence when it does not."""
    until = time.monotonic() + START_WITHIN
    while not asked and not is_healthy():
        trouble = ended(processes)
        if trouble or time.monotonic() > until:
            return trouble or f"The web server did not answer /health in {START_WITHIN} seconds."
        time.sleep(0.05)
    return ""


def is_healthy() -> bool:
    connection = http.client.HTTPConnection(LOCAL, int(PORT), timeout=5)
    name = urlsplit(os.environ.get("PUBLIC_URL", "")).netloc
    try:
        connection.request("GET", "/health", headers={"Host": name} if name else {})
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def tell(known: str) -> None:
    name = f"[{LOCAL}]" if ":" in LOCAL else LOCAL
    address = os.environ.get("PUBLIC_URL") or f"http://{name}:{PORT}"
    print(f"\nDigital Bootcamp is running at {address}", flush=True)
    if known:
        print(f"\n{known}", flush=True)
    print("\nCtrl-C stops it.", flush=True)


def stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """TERM lets both finish what they are doing; what hangs is ended after half a minute."""
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + STOP_WITHIN
    for name, process in processes.items():
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"The {name} did not stop in time and was ended.", file=sys.stderr)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


main()
