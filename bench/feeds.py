"""What a calendar costs that asks again, most often for nothing: a personal feed, and one of 200 sessions."""

from __future__ import annotations

import re
from http.client import HTTPConnection

from bench.pages import cpu_seconds
from bench.stand import Stand, flask

REQUESTS = 1000
PROGRAMME = "/size-200/programme.ics"


def measured(stand: Stand) -> dict[str, float]:
    """On the events of `bench.reading`, which are there when this is asked."""
    links = re.findall(r"coming\s+http://[^/]+(/p/\w+)", flask(stand.environ, "demo", "accounts"))
    found = re.search(r"/c/\w+\.ics", stand.browser().get(links[0]))
    assert found is not None, "the page of a day shows its feed"
    return {
        "personal feed, unchanged (304), CPU ms (aim 2)": _unchanged(stand, found[0]),
        "feed of 200 sessions, unchanged, CPU ms (aim 5)": _unchanged(stand, PROGRAMME),
    }


def _unchanged(stand: Stand, path: str) -> float:
    connection = HTTPConnection("127.0.0.1", stand.port)
    tag = _ask(connection, path, {})
    for _ in range(50):
        _ask(connection, path, {"If-None-Match": tag})
    before = cpu_seconds(stand.roots[:1])
    for _ in range(REQUESTS):
        _ask(connection, path, {"If-None-Match": tag}, status=304)
    return (cpu_seconds(stand.roots[:1]) - before) / REQUESTS * 1000


def _ask(
    connection: HTTPConnection, path: str, headers: dict[str, str], *, status: int | None = None
) -> str:
    """The ETag of the answer."""
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    assert status in (None, answer.status), f"{path}: {answer.status}"
    return answer.headers["ETag"]
