"""Decision tables: means, spreads, and which values are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.proposals import errors, rules
from app.proposals.rules import Summary

VALUES = {"use": (1, 2, 3, 4), "new": (1, 2, 3, 4)}


@pytest.mark.parametrize(
    ("reviews", "summary"),
    [
        pytest.param([], Summary(0), id="no review"),
        pytest.param([{}], Summary(0), id="a review without scores"),
        pytest.param([{1: 3}], Summary(1, 3.0), id="one: nothing to be apart from"),
        pytest.param([{1: 2, 2: 4}], Summary(1, 3.0), id="a mean over categories first"),
        pytest.param([{1: 1}, {1: 4}], Summary(2, 2.5, 3.0), id="the highest from the lowest"),
        pytest.param([{1: 4, 2: 4}, {1: 1}], Summary(2, 2.5, 3.0), id="everybody counts alike"),
        pytest.param([{1: 1, 2: 4}, {1: 4, 2: 1}], Summary(2, 2.5, 0.0), id="they agree overall"),
    ],
)
def test_overall(reviews, summary):
    assert rules.overall(reviews) == summary


def test_each_category_for_itself():
    found = rules.by_category([{1: 1, 2: 4}, {1: 4, 2: 3}, {1: 4}], [1, 2, 3])
    assert found == {1: Summary(3, 3.0, 3.0), 2: Summary(2, 3.5, 1.0), 3: Summary(0)}


@given(st.lists(st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(1, 5)), max_size=8))
def test_a_mean_lies_between_the_lowest_and_the_highest(reviews):
    found = rules.overall(reviews)
    scored = [value for scores in reviews for value in scores.values()]
    if not scored:
        assert found == Summary(0)
    else:
        assert min(scored) <= found.mean <= max(scored)
        assert (found.spread is None) == (found.reviews < 2)
        assert 0 <= (found.spread or 0) <= max(scored) - min(scored)


@pytest.mark.parametrize(
    ("scores", "values", "refusal"),
    [
        pytest.param({"use": 1, "new": 4}, VALUES, None, id="one value each"),
        pytest.param({"use": 1}, VALUES, errors.ScoreMissing, id="one is missing"),
        pytest.param({}, VALUES, errors.ScoreMissing, id="all are missing"),
        pytest.param({"use": 1, "new": 1, "x": 1}, VALUES, errors.ScoreMissing, id="one too many"),
        pytest.param({"use": 5, "new": 1}, VALUES, errors.NoSuchValue, id="above the words"),
        pytest.param({"use": 0, "new": 1}, VALUES, errors.NoSuchValue, id="below the words"),
        pytest.param({"use": 10**30, "new": 1}, VALUES, errors.NoSuchValue, id="a giant number"),
        pytest.param({}, {}, errors.NothingToScore, id="nothing is asked"),
    ],
)
def test_scores_that_can_be(scores, values, refusal):
    found = rules.why_not_scores(scores, values=values)
    assert type(found) is (refusal or type(None))
