"""When to try again, and what an organiser sees."""

from datetime import timedelta

import pytest

from app.mail.rules import masked, wait_before


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 900), (60, 900)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(attempt, seconds):
    assert wait_before(attempt) == timedelta(seconds=seconds)
    assert wait_before(attempt, spread=1.0) == timedelta(seconds=seconds * 1.25)


def test_links_that_open_doors_are_hidden():
    text = "https://x.org/p/abc1 https://x.org/j/def2 https://x.org/c/ghi3.ics https://x.org/next/"
    assert (
        masked(text)
        == "https://x.org/p/… https://x.org/j/… https://x.org/c/….ics https://x.org/next/"
    )
