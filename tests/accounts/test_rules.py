"""Decisions about signing in."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts import rules

NOW = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_ago", "wait"),
    [
        pytest.param([], None, id="the first"),
        pytest.param([1, 2, 3, 4, 5], None, id="the sixth"),
        pytest.param([1, 2, 3, 4, 5, 50], 10, id="the seventh waits for the oldest"),
        pytest.param([60, 1, 2, 3, 4, 5], None, id="an hour ago counts no more"),
        pytest.param([70, 50, 1, 2, 3, 4, 5], 10, id="older ones do not matter"),
    ],
)
def test_wait_for_a_code(minutes_ago, wait):
    asked = [NOW - timedelta(minutes=m) for m in minutes_ago]
    expected = None if wait is None else timedelta(minutes=wait)
    assert rules.wait_for_a_code(asked, now=NOW) == expected


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/next/manage/", True),
        ("/events?tab=mine", True),
        ("", False),
        ("next", False),
        ("//evil.example/", False),
        ("/\\evil.example/", False),
        ("/a\\..\\b", False),
        ("https://evil.example/", False),
        ("/\t/evil.example", False),
        ("/a\r\nSet-Cookie: x=1", False),
        ("/é", False),
    ],
)
def test_own_path(address, kept):
    assert rules.own_path(address) == (address if kept else "")


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
            "Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_device_label(user_agent, label):
    assert rules.device_label(user_agent) == label
