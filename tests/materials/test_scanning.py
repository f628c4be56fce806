"""What a scanner says, and what comes of it when it does not."""

import io
import socket

import pytest

from app.materials import scanning
from app.materials.scanning import scan
from config import Scanner
from tests.support.clamd import FakeClamd


@pytest.fixture
def server():
    made = FakeClamd()
    yield made
    made.close()


def ask(server, data=b"slides", **more):
    return scan(Scanner(host="127.0.0.1", port=server.port), io.BytesIO(data), **more)


def test_clean_and_infected(server):
    large = b"x" * 3_000_000
    assert ask(server, large) == "clean"
    assert server.scanned == [large]
    assert ask(server, b"..EICAR..") == "infected"


@pytest.mark.parametrize(
    "answer",
    ["", "stream: ", "stream: Can't allocate memory ERROR", "UNKNOWN COMMAND", "FOUND", "x" * 9000],
)
def test_any_other_answer_is_no_answer(server, answer):
    server.says = answer or "\0"
    assert ask(server) == "failed"


def test_a_file_larger_than_it_takes_is_not_clean(server):
    server.stops_after = 100_000
    assert ask(server, b"x" * 20_000_000) == "failed"


def test_one_that_hangs_up_or_is_not_there(server):
    server.is_silent = True
    assert ask(server) == "failed"
    server.close()
    assert ask(server) == "failed"


def test_one_that_never_answers(monkeypatch):
    monkeypatch.setattr(scanning, "QUIET_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as quiet:
        port = quiet.getsockname()[1]
        assert scan(Scanner(host="127.0.0.1", port=port), io.BytesIO(b"x")) == "failed"


def test_a_socket_that_is_not_there(tmp_path):
    assert scan(Scanner(socket=tmp_path / "clamd.sock"), io.BytesIO(b"x")) == "failed"
