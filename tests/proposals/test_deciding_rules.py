"""Decision tables: what may become of a proposal, when who is reminded, how balanced a choice is."""

from datetime import UTC, datetime

import pytest

from app.proposals import errors, rules
from app.proposals.enums import MOVES, Decision, ProposalState
from app.proposals.rules import Candidate, Share

S = ProposalState
NOW = datetime(2027, 4, 1, 9, 0, tzinfo=UTC)

# From each state: what a decision held back, a release, an answer and an organiser can do.
TABLE = [
    # state, decide, confirm, decline, move up, becomes a session
    pytest.param(S.DRAFT, "wrong", "nothing", "nothing", "wrong", "not chosen", id="draft"),
    pytest.param(S.SUBMITTED, "", "nothing", "nothing", "wrong", "not chosen", id="submitted"),
    pytest.param(S.WITHDRAWN, "wrong", "nothing", "nothing", "wrong", "not chosen", id="withdrawn"),
    pytest.param(S.ACCEPTED, "wrong", "", "", "wrong", "", id="accepted"),
    pytest.param(S.RESERVE, "wrong", "nothing", "nothing", "", "not chosen", id="reserve"),
    pytest.param(S.REJECTED, "wrong", "nothing", "nothing", "", "not chosen", id="rejected"),
    pytest.param(S.CONFIRMED, "wrong", "nothing", "", "wrong", "", id="confirmed"),
    pytest.param(S.DECLINED, "wrong", "nothing", "nothing", "", "not chosen", id="declined"),
]
NAMES = {
    type(None): "",
    errors.WrongState: "wrong",
    errors.NothingToConfirm: "nothing",
    errors.NotChosen: "not chosen",
}


@pytest.mark.parametrize(("state", "decide", "confirm", "decline", "up", "session"), TABLE)
def test_what_may_become_of_a_proposal(state, decide, confirm, decline, up, session):
    assert [
        NAMES[type(refusal)]
        for refusal in (
            rules.why_not_decide(state),
            rules.why_not_confirm(state),
            rules.why_not_decline(state),
            rules.why_not_move_up(state),
            rules.why_not_session(state, has_session=False),
        )
    ] == [decide, confirm, decline, up, session]


def test_the_table_has_every_state_and_agrees_with_the_moves():
    assert [row.values[0] for row in TABLE] == list(S)
    for state in S:
        assert rules.may_move(state, S.CONFIRMED) == (rules.why_not_confirm(state) is None)
        assert rules.may_move(state, S.DECLINED) == (rules.why_not_decline(state) is None)
        if rules.why_not_move_up(state) is None:
            assert S.ACCEPTED in MOVES[state]
    assert {rules.BECOMES[one] for one in Decision} <= set(MOVES[S.SUBMITTED])


MOVE_TABLE = {
    S.DRAFT: {S.SUBMITTED, S.WITHDRAWN},
    S.SUBMITTED: {S.WITHDRAWN, S.ACCEPTED, S.RESERVE, S.REJECTED},
    S.WITHDRAWN: {S.DRAFT, S.SUBMITTED},
    S.ACCEPTED: {S.CONFIRMED, S.DECLINED},
    S.RESERVE: {S.ACCEPTED, S.REJECTED, S.WITHDRAWN},
    S.REJECTED: {S.ACCEPTED, S.RESERVE},
    S.CONFIRMED: {S.DECLINED},
    S.DECLINED: {S.ACCEPTED},
}


@pytest.mark.parametrize("state", S, ids=str)
@pytest.mark.parametrize("to", S, ids=str)
def test_every_move(state, to):
    assert rules.may_move(state, to) == (to in MOVE_TABLE[state])


def test_a_session_is_made_once():
    refusal = rules.why_not_session(S.CONFIRMED, has_session=True)
    assert isinstance(refusal, errors.SessionMade)


@pytest.mark.parametrize(
    ("pending", "are_true", "why"),
    [
        pytest.param(0, True, errors.NothingDecided, id="nothing to tell"),
        pytest.param(0, False, errors.NothingDecided, id="nothing to tell, mails left over"),
        pytest.param(3, False, errors.MailsNotTrue, id="mails not prepared, or not true any more"),
        pytest.param(3, True, type(None), id="all is ready"),
    ],
)
def test_when_decisions_can_be_told(pending, are_true, why):
    assert type(rules.why_not_release(pending=pending, are_true=are_true)) is why


@pytest.mark.parametrize(
    ("now", "days", "by"),
    [
        pytest.param("2027-04-01T09:00", 10, "2027-04-11T22:59", id="in summer time"),
        pytest.param("2027-03-20T09:00", 10, "2027-03-30T22:59", id="over the change of clocks"),
        pytest.param("2027-10-25T09:00", 10, "2027-11-04T23:59", id="into winter time"),
        pytest.param("2027-04-01T23:30", 1, "2027-04-03T22:59", id="after midnight in London"),
    ],
)
def test_until_when_to_confirm(now, days, by):
    now, by = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, by))
    assert rules.confirm_by(now, days=days) == by


@pytest.mark.parametrize(
    ("days", "reminded"),
    [
        pytest.param(10, [3, 1], id="three days and one day before"),
        pytest.param(2, [1], id="only what is still to come"),
        pytest.param(0, [], id="none on the last day"),
    ],
)
def test_reminders(days, reminded):
    by = rules.confirm_by(NOW, days=days)
    assert [(by - at).days for at in rules.reminders(by, now=NOW)] == reminded


def candidate(chosen, *, services=("Kent",), regions=("South East",), **more):
    values = {"tags": (), "type": "Talk", "level": "anyone", "language": "en"} | more
    return Candidate(is_chosen=chosen, services=services, regions=regions, **values)


def test_balance_counts_a_value_once_for_each_proposal():
    both = candidate(True, services=("Kent", "Medway"), regions=("South East", "South East"))
    found = [both, candidate(False), candidate(True, regions=("Wales",), services=("Gwynedd",))]
    assert rules.balance(found, "regions") == [Share("South East", 1, 2), Share("Wales", 1, 1)]
    assert rules.balance(found, "services") == [
        Share("Gwynedd", 1, 1),
        Share("Kent", 1, 2),
        Share("Medway", 1, 1),
    ]
    assert rules.balance(found, "type") == [Share("Talk", 2, 3)]


@pytest.mark.parametrize(
    ("state", "decision", "chosen"),
    [
        pytest.param(S.SUBMITTED, Decision.ACCEPT, True, id="to be accepted"),
        pytest.param(S.SUBMITTED, Decision.RESERVE, False, id="to be a reserve"),
        pytest.param(S.SUBMITTED, None, False, id="undecided"),
        pytest.param(S.CONFIRMED, None, True, id="confirmed"),
        pytest.param(S.DECLINED, None, False, id="cannot come"),
    ],
)
def test_what_counts_as_chosen(state, decision, chosen):
    assert rules.is_chosen(state, decision) is chosen
