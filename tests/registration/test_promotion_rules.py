"""Who can take a freed place: the decision table."""

import pytest

from app.registration.enums import Skip
from app.registration.rules import Holding, decide, is_at_share, place_for
from tests.support.builders import at


class Slot:
    def __init__(self, start: str, end: str) -> None:
        self.starts_at, self.ends_at = at(start), at(end)


SLOT = Slot("10:30", "11:15")


def has(start: str, end: str, rank: int = 0, *, fixed: bool = False, ref: int = 7) -> Holding:
    return Holding(ref, at(start), at(end), rank, fixed)


@pytest.mark.parametrize(
    ("rank", "holdings", "in_event", "at_share", "skip", "instead_of"),
    [
        pytest.param(0, [], True, False, None, (), id="nothing held"),
        pytest.param(0, [has("11:15", "12:00")], True, False, None, (), id="touches, no clash"),
        pytest.param(0, [has("11:00", "12:00")], True, False, Skip.CLASH, (), id="equal, clashes"),
        pytest.param(
            -1, [has("11:00", "12:00")], True, False, None, (7,), id="better: replaces what clashes"
        ),
        pytest.param(
            -1,
            [has("10:25", "10:45", 0, ref=1), has("11:00", "12:00", 2, ref=2)],
            True,
            False,
            None,
            (1, 2),
            id="better than two",
        ),
        pytest.param(
            -1, [has("10:10", "10:45")], True, False, Skip.CLASH, (), id="better, but it has begun"
        ),
        pytest.param(
            1, [has("11:00", "12:00")], True, False, Skip.CLASH, (), id="worse: keeps waiting"
        ),
        pytest.param(
            -1,
            [has("11:00", "12:00", 5, fixed=True)],
            True,
            False,
            Skip.CLASH,
            (),
            id="presents then",
        ),
        pytest.param(0, [], False, False, Skip.EVENT, (), id="waits for the event"),
        pytest.param(0, [], True, True, Skip.SHARE, (), id="service at its share"),
        pytest.param(
            -1, [has("11:00", "12:00")], True, True, Skip.SHARE, (), id="better, but at the share"
        ),
    ],
)
def test_decide(rank, holdings, in_event, at_share, skip, instead_of):
    decision = decide(
        SLOT,
        rank=rank,
        holdings=holdings,
        has_event_place=in_event,
        at_share=at_share,
        now=at("10:20"),
    )
    assert (decision.skip, decision.instead_of) == (skip, instead_of)


@pytest.mark.parametrize(
    ("limit", "group", "held", "answer"),
    [
        (None, "gateshead", 90, False),
        (4, "gateshead", 3, False),
        (4, "gateshead", 4, True),
        (4, "gateshead", 5, True),
        (4, "", 5, False),
    ],
)
def test_at_share(limit, group, held, answer):
    assert is_at_share(limit, group=group, held=held) is answer


@pytest.mark.parametrize(
    ("left", "at_share", "state"),
    [(1, False, "confirmed"), (0, False, "waiting"), (1, True, "waiting"), (0, True, "waiting")],
)
def test_place_for(left, at_share, state):
    assert place_for(left, at_share=at_share) == state
