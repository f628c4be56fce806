"""Who gets a certificate, and how names and codes are shown."""

import pytest

from app.certificates import errors, rules
from tests.support.builders import at


@pytest.mark.parametrize(
    ("name", "attended", "minimum", "over_at", "now", "was_revoked", "refusal"),
    [
        ("all is well", 1, 1, "15:30", "15:30", False, None),
        ("more than enough, a day later", 7, 3, "15:30", "23:59", False, None),
        ("a minute before the day is over", 7, 1, "15:30", "15:29", False, errors.DayNotOver),
        ("an event without sessions", 0, 1, None, "23:00", False, errors.DayNotOver),
        ("nothing attended", 0, 1, "15:30", "16:00", False, errors.TooFewSessions),
        ("one short", 2, 3, "15:30", "16:00", False, errors.TooFewSessions),
        ("just enough", 3, 3, "15:30", "16:00", False, None),
        ("taken back before", 3, 3, "15:30", "16:00", True, errors.Revoked),
        ("taken back, and too few", 0, 3, "15:30", "16:00", True, errors.Revoked),
    ],
)
def test_why_none(name, attended, minimum, over_at, now, was_revoked, refusal):
    found = rules.why_none(
        attended=attended,
        minimum=minimum,
        over_at=at(over_at) if over_at else None,
        now=at(now),
        was_revoked=was_revoked,
    )
    assert type(found) is (refusal or type(None)), name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Bryn", "A. B."),
        ("Siân Ŵyn-Llewellyn", "S. Ŵ."),
        ("W\u0302yn", "Ŵ."),  # the accent typed apart
        ("o'neill", "O."),
        ("'Round Hill", "R. H."),
        ("Sukarno", "S."),
        ("  Jo   de la  Cruz ", "J. D. L. C."),
        ("Maria 2", "M."),
        ("محمد علي", "م. ع."),
        ("", ""),
        ("42 !", ""),
    ],
)
def test_initials(name, shown):
    assert rules.initials(name) == shown


def test_codes_are_shown_in_groups():
    assert rules.grouped("K7MQ4XP2") == "K7MQ-4XP2"
