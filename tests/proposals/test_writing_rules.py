"""What may still be written, what a proposal lacks, and its comings and goings."""

import pytest

from app.proposals import errors, rules
from app.proposals.enums import Missing, PresenterState, ProposalState, Reach
from app.proposals.rules import Words

WHOLE = {
    "title": "Podcasts",
    "abstract": "How we began.",
    "lengths": (30, 45),
    "minutes": 45,
    "has_owner": True,
    "recording": "yes",
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="whole"),
        pytest.param({"title": "  "}, ["title"], id="no title"),
        pytest.param({"abstract": "\n"}, ["abstract"], id="no abstract"),
        pytest.param({"lengths": None, "minutes": None}, ["type"], id="no type, no length yet"),
        pytest.param({"lengths": None}, ["type"], id="its type has ended"),
        pytest.param({"minutes": None}, ["length"], id="no length"),
        pytest.param({"minutes": 60}, ["length"], id="a length that the type has not"),
        pytest.param({"has_owner": False}, ["owner"], id="nobody's"),
        pytest.param({"recording": ""}, ["recording"], id="nothing said of recording"),
        pytest.param({"recording": "no"}, [], id="not to be recorded is an answer"),
        pytest.param(
            {"title": "", "abstract": "", "lengths": None, "has_owner": False, "recording": ""},
            ["title", "type", "abstract", "owner", "recording"],
            id="everything, in the order of the pages",
        ),
    ],
)
def test_what_is_missing(changes, expected):
    found = rules.what_is_missing(Words(**(WHOLE | changes)))
    assert found == tuple(Missing(one) for one in expected)


@pytest.mark.parametrize(
    ("state", "is_open", "expected"),
    [
        pytest.param("draft", True, "all", id="a draft"),
        pytest.param("draft", False, "all", id="a draft after the deadline"),
        pytest.param("submitted", True, "all", id="sent, before the deadline or by a late code"),
        pytest.param("submitted", False, "answers", id="sent, after the deadline"),
        pytest.param("accepted", True, "answers", id="accepted"),
        pytest.param("reserve", True, "answers", id="on the reserve list"),
        pytest.param("confirmed", False, "answers", id="confirmed"),
        pytest.param("rejected", True, "nothing", id="rejected"),
        pytest.param("declined", True, "nothing", id="declined"),
        pytest.param("withdrawn", True, "nothing", id="withdrawn"),
    ],
)
def test_what_may_still_be_written(state, is_open, expected):
    assert rules.reach_of(ProposalState(state), is_open=is_open) == Reach(expected)


MAY_WITHDRAW = {"draft", "submitted", "reserve"}
MAY_PRESENT = {"draft", "submitted", "accepted", "reserve", "confirmed"}


@pytest.mark.parametrize("state", ProposalState)
def test_what_can_be_withdrawn(state):
    found = rules.why_not_withdraw(state)
    assert (found is None) is (state.value in MAY_WITHDRAW)


@pytest.mark.parametrize("has_session", [False, True])
@pytest.mark.parametrize("state", ProposalState)
def test_until_when_presenters_change(state, has_session):
    found = rules.why_not_change_presenters(state, has_session=has_session)
    assert (found is None) is (state.value in MAY_PRESENT and not has_session)


CLOSED = errors.CallClosed()


@pytest.mark.parametrize(
    ("state", "was_told", "why_closed", "expected"),
    [
        pytest.param("withdrawn", False, None, None, id="withdrawn, the call is open"),
        pytest.param("withdrawn", False, CLOSED, errors.CallClosed, id="withdrawn, it is closed"),
        pytest.param("withdrawn", True, None, errors.NotReopened, id="was on the reserve list"),
        pytest.param("submitted", False, None, errors.NotReopened, id="not withdrawn at all"),
        pytest.param("rejected", True, None, errors.NotReopened, id="rejected"),
    ],
)
def test_what_can_be_reopened(state, was_told, why_closed, expected):
    found = rules.why_not_reopen(ProposalState(state), was_told=was_told, why_closed=why_closed)
    assert type(found) is (expected or type(None))


IN, ASKED, NO, OFF = (PresenterState(one) for one in ("accepted", "invited", "declined", "removed"))


@pytest.mark.parametrize(
    ("known", "others", "expected"),
    [
        pytest.param(None, [IN], None, id="a first colleague"),
        pytest.param(ASKED, [IN], errors.NamedAlready, id="asked already"),
        pytest.param(IN, [IN], errors.NamedAlready, id="presents already"),
        pytest.param(NO, [IN], None, id="declined, asked again"),
        pytest.param(OFF, [IN], None, id="taken off, asked again"),
        pytest.param(None, [IN] * 7, None, id="the eighth"),
        pytest.param(None, [IN] * 8, errors.TooManyPresenters, id="the ninth"),
        pytest.param(OFF, [IN] * 8, errors.TooManyPresenters, id="the ninth, asked again"),
        pytest.param(None, [IN] * 7 + [NO] * 9, None, id="who declined does not count"),
        pytest.param(
            None, [IN] + [OFF] * 29, errors.TooManyInvitations, id="thirty were asked ever"
        ),
        pytest.param(OFF, [IN] + [OFF] * 29, None, id="one of the thirty again"),
    ],
)
def test_who_can_be_asked_to_present(known, others, expected):
    found = rules.why_not_invite(known, others=others)
    assert type(found) is (expected or type(None))


@pytest.mark.parametrize(
    ("state", "is_lead", "expected"),
    [
        pytest.param(IN, True, errors.LeadStays, id="the lead"),
        pytest.param(IN, False, None, id="who accepted"),
        pytest.param(ASKED, False, None, id="who is asked"),
        pytest.param(NO, False, None, id="who declined"),
        pytest.param(OFF, False, errors.InvitationEnded, id="taken off already"),
    ],
)
def test_who_can_be_taken_off(state, is_lead, expected):
    found = rules.why_not_remove(state, is_lead=is_lead)
    assert type(found) is (expected or type(None))


@pytest.mark.parametrize("state", PresenterState)
def test_who_can_answer_an_invitation(state):
    assert (rules.why_not_answer(state) is None) is (state != OFF)
