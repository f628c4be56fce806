"""How often something may be tried from one place."""

from datetime import UTC, datetime, timedelta

import pytest

from app.kernel.limits import Limit, place_of

NOW = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_so_many_and_then_a_wait_until_the_window_ends():
    limit = Limit(3, MINUTE)
    assert [limit.wait_after_try("a", now=NOW) for _ in range(3)] == [0, 0, 0]
    assert limit.wait_after_try("a", now=NOW + timedelta(seconds=12.5)) == 48
    assert limit.wait_after_try("b", now=NOW) == 0
    assert limit.wait_after_try("a", now=NOW + MINUTE) == 0


def test_waiting_tries_do_not_make_the_wait_longer():
    limit = Limit(1, MINUTE)
    limit.wait_after_try("a", now=NOW)
    for _ in range(100):
        assert limit.wait_after_try("a", now=NOW + MINUTE / 2) == 30
    assert limit.wait_after_try("a", now=NOW + MINUTE) == 0


def test_memory_is_bounded():
    limit = Limit(1, MINUTE, at_most=10)
    for number in range(1000):
        limit.wait_after_try(str(number), now=NOW)
    assert len(limit._windows) <= 10


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("", ""),
        (None, ""),
        ("unix", "unix"),
    ],
)
def test_a_place_is_an_address_or_a_network_of_one_household(address, place):
    assert place_of(address) == place
