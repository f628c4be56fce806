"""Decision tables: the window, who sees what, what comes next, what is scored."""

from datetime import UTC, datetime, timedelta

import pytest

from app.proposals import errors, rules
from app.proposals.enums import SENT, AssignBy, ProposalState, Recusal, Window
from app.proposals.rules import Scale, Turn

NOW = datetime(2027, 5, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("opens", "closes", "window"),
    [
        pytest.param(None, None, Window.UNDECIDED, id="nothing said"),
        pytest.param(None, NOW + HOUR, Window.UNDECIDED, id="an end alone opens nothing"),
        pytest.param(NOW + HOUR, None, Window.BEFORE, id="not yet"),
        pytest.param(NOW, None, Window.OPEN, id="opens this instant, without an end"),
        pytest.param(NOW - HOUR, NOW + HOUR, Window.OPEN, id="in between"),
        pytest.param(NOW - HOUR, NOW, Window.AFTER, id="closes this instant"),
    ],
)
def test_window(opens, closes, window):
    assert rules.window_at(opens_at=opens, closes_at=closes, now=NOW) == window


@pytest.mark.parametrize("state", ProposalState)
@pytest.mark.parametrize("window", Window)
@pytest.mark.parametrize("recusal", [None, *Recusal])
def test_who_sees_and_scores(state, window, recusal):
    seen = recusal is None and state in SENT and window in (Window.OPEN, Window.AFTER)
    assert rules.may_see(state=state, recusal=recusal, window=window) == seen
    refusal = rules.why_not_review(state=state, recusal=recusal, window=window)
    comment = rules.why_not_comment(state=state, recusal=recusal, window=window, has_reviewed=True)
    if not seen:
        assert type(refusal) is type(comment) is errors.NotForYou
    elif window == Window.AFTER:
        assert type(refusal) is type(comment) is errors.ReviewsClosed
    else:
        assert comment is None
        decided = state != ProposalState.SUBMITTED
        assert type(refusal) is (errors.DecidedAlready if decided else type(None))


def test_others_are_read_after_the_own():
    assert rules.may_see_others(has_reviewed=True)
    assert not rules.may_see_others(has_reviewed=False)
    refusal = rules.why_not_comment(
        state=ProposalState.SUBMITTED, recusal=None, window=Window.OPEN, has_reviewed=False
    )
    assert type(refusal) is errors.ReviewFirst


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [
        pytest.param(None, None, None, id="not decided yet"),
        pytest.param(NOW, None, None, id="no end"),
        pytest.param(NOW, NOW + HOUR, None, id="opens, then closes"),
        pytest.param(NOW, NOW, errors.ReviewsCloseBeforeOpening, id="at one instant"),
        pytest.param(NOW, NOW - HOUR, errors.ReviewsCloseBeforeOpening, id="the wrong way round"),
        pytest.param(None, NOW, errors.ReviewsCloseBeforeOpening, id="an end without a beginning"),
    ],
)
def test_window_that_can_be(opens, closes, refusal):
    found = rules.why_not_window(opens_at=opens, closes_at=closes)
    assert type(found) is (refusal or type(None))


def turn(ref, *, assigned=False, done=False, reviews=0):
    return Turn(ref, is_assigned=assigned, is_done=done, reviews=reviews)


@pytest.mark.parametrize(
    ("turns", "assign_by", "ref"),
    [
        pytest.param([], AssignBy.NOBODY, None, id="nothing there"),
        pytest.param([turn("a", done=True)], AssignBy.NOBODY, None, id="all done"),
        pytest.param([turn("b"), turn("a")], AssignBy.NOBODY, "a", id="in the order of public ids"),
        pytest.param(
            [turn("a", reviews=2), turn("b", reviews=1)], AssignBy.NOBODY, "b", id="fewest reviews"
        ),
        pytest.param(
            [turn("a"), turn("b", assigned=True, reviews=3)],
            AssignBy.NOBODY,
            "b",
            id="what was assigned once comes first",
        ),
        pytest.param(
            [turn("a"), turn("c", assigned=True), turn("b", assigned=True, reviews=5)],
            AssignBy.SPREAD,
            "b",
            id="assigned ones, whatever reviews they have",
        ),
        pytest.param(
            [turn("a"), turn("b", assigned=True, done=True)],
            AssignBy.TRACK,
            None,
            id="nothing assigned is left",
        ),
    ],
)
def test_next_to_review(turns, assign_by, ref):
    assert rules.next_to_review(turns, assign_by=assign_by) == ref


def scale(name="Use", *words):
    return Scale(name, words or ("Little", "Some", "Much"))


FIVE = ("1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    ("scales", "refusal"),
    [
        pytest.param([scale()], None, id="one"),
        pytest.param([scale("A"), scale("B"), scale("C", "x", "y", "z")], None, id="three"),
        pytest.param([scale("A", *FIVE)], None, id="five values"),
        pytest.param([scale("A", "No", "Yes")], None, id="two values"),
        pytest.param([], errors.WrongNumberOfCategories, id="none"),
        pytest.param([scale(x) for x in "ABCD"], errors.WrongNumberOfCategories, id="four"),
        pytest.param([scale("Use"), scale("USE")], errors.SameCategoryTwice, id="one name twice"),
        pytest.param([scale("A", "x")], errors.WrongNumberOfValues, id="one value"),
        pytest.param([scale("A", *FIVE, "6")], errors.WrongNumberOfValues, id="six values"),
        pytest.param(
            [scale("A", "x", "y"), scale("B")], errors.DifferentScales, id="scales that differ"
        ),
    ],
)
def test_what_can_be_scored(scales, refusal):
    found = rules.why_not_scales(scales, before=[], has_reviews=False)
    assert type(found) is (refusal or type(None))


@pytest.mark.parametrize(
    ("scales", "refusal"),
    [
        pytest.param([scale("A"), scale("B")], None, id="nothing new"),
        pytest.param([scale("New name"), scale("B")], None, id="another name"),
        pytest.param([scale("A")], errors.ScoredAlready, id="one less"),
        pytest.param([scale("A"), scale("B"), scale("C")], errors.ScoredAlready, id="one more"),
        pytest.param(
            [scale("A"), scale("B", "Much", "Some", "Little")],
            errors.ScoredAlready,
            id="words turned round",
        ),
        pytest.param([scale("A"), scale("a")], errors.SameCategoryTwice, id="the same name twice"),
    ],
)
def test_what_was_scored_stays(scales, refusal):
    found = rules.why_not_scales(scales, before=[scale("A"), scale("B")], has_reviews=True)
    assert type(found) is (refusal or type(None))
