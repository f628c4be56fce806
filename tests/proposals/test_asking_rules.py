"""The organisers' questions: needed when, standing from when, read by whom."""

from datetime import UTC, datetime, timedelta

import pytest

from app.proposals import errors, rules
from app.proposals.enums import Need, QuestionKind, Reader

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("need", "since", "expected"),
    [
        pytest.param("optional", None, False, id="optional"),
        pytest.param("optional", NOON - SECOND, False, id="optional, whatever date is left over"),
        pytest.param("required", None, True, id="required"),
        pytest.param("required_from", NOON + SECOND, False, id="a second before the date"),
        pytest.param("required_from", NOON, True, id="at the date"),
        pytest.param("required_from", None, False, id="no date"),
    ],
)
def test_when_a_question_must_be_answered(need, since, expected):
    assert rules.is_required(Need(need), required_from=since, now=NOON) is expected


@pytest.mark.parametrize(
    ("frozen_from", "is_sent", "expected"),
    [
        pytest.param(None, True, False, id="never frozen"),
        pytest.param(NOON + SECOND, True, False, id="a second before"),
        pytest.param(NOON, True, True, id="frozen now"),
        pytest.param(NOON - SECOND, False, False, id="a draft can always be answered"),
    ],
)
def test_when_an_answer_stands(frozen_from, is_sent, expected):
    assert rules.is_frozen(frozen_from=frozen_from, is_sent=is_sent, now=NOON) is expected


@pytest.mark.parametrize(
    ("reader", "for_reviewers", "is_file", "is_blind", "expected"),
    [
        pytest.param("owner", False, True, True, True, id="the owner, everything"),
        pytest.param("organiser", False, True, True, True, id="organisers, everything"),
        pytest.param("reviewer", False, False, False, False, id="not for reviewers"),
        pytest.param("reviewer", True, False, False, True, id="words for reviewers"),
        pytest.param("reviewer", True, False, True, True, id="words for reviewers, blind"),
        pytest.param("reviewer", True, True, False, True, id="a file for reviewers"),
        pytest.param("reviewer", True, True, True, False, id="no file when blind"),
    ],
)
def test_who_reads_an_answer(reader, for_reviewers, is_file, is_blind, expected):
    found = rules.may_read(
        Reader(reader), for_reviewers=for_reviewers, is_file=is_file, is_blind=is_blind
    )
    assert found is expected


@pytest.mark.parametrize(
    ("kind", "choices", "need", "since", "expected"),
    [
        pytest.param("text", [], "optional", None, None, id="a text"),
        pytest.param("choice", ["yes", "no"], "required", None, None, id="two choices"),
        pytest.param("choice", ["yes"], "optional", None, errors.ChoicesMissing, id="one choice"),
        pytest.param(
            "choice", ["yes", "yes"], "optional", None, errors.ChoicesMissing, id="one choice twice"
        ),
        pytest.param(
            "choice", ["a", "b" * 201], "optional", None, errors.ChoiceTooLong, id="a long one"
        ),
        pytest.param(
            "choice",
            [str(n) for n in range(51)],
            "optional",
            None,
            errors.ChoiceTooLong,
            id="too many choices",
        ),
        pytest.param("date", [], "required_from", NOON, None, id="required from a date"),
        pytest.param(
            "date", [], "required_from", None, errors.DateMissing, id="from a date not said"
        ),
    ],
)
def test_which_questions_can_be_asked(kind, choices, need, since, expected):
    found = rules.why_not_question(
        QuestionKind(kind), choices=choices, need=Need(need), required_from=since
    )
    assert type(found) is (expected or type(None))
