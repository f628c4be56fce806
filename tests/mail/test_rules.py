"""What an answer means, when to try again, and what an organiser sees."""

from datetime import UTC, datetime, timedelta

import pytest

from app.mail.enums import Failure, Stage
from app.mail.rules import (
    ends_the_connection,
    failure_of,
    failure_without_answer,
    masked,
    may_be_this_one,
    next_try,
    pause_before,
    says_no_to_all,
    shown_answer,
    wait_before,
    without_addresses,
)

NOW = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)
REFUSED, DEFERRED, SERVER, UNSURE = (
    Failure.REFUSED,
    Failure.DEFERRED,
    Failure.SERVER,
    Failure.UNSURE,
)


@pytest.mark.parametrize(
    ("stage", "code", "said", "failure"),
    [
        pytest.param("before", 421, "too many connections", SERVER, id="421 as greeting"),
        pytest.param("before", 554, "no service here", SERVER, id="554 as greeting"),
        pytest.param("before", 502, "unknown", SERVER, id="no to EHLO"),
        pytest.param("before", 454, "4.7.0 TLS not available", SERVER, id="no to STARTTLS"),
        pytest.param("before", 535, "5.7.8 bad credentials", SERVER, id="wrong password"),
        pytest.param("before", 432, "4.7.12 password transition", SERVER, id="password to be set"),
        pytest.param("sender", 530, "5.7.0 authentication required", SERVER, id="wants sign-in"),
        pytest.param("sender", 534, "5.7.9 mechanism too weak", SERVER, id="wants better sign-in"),
        pytest.param("sender", 421, "4.7.0 too many messages", SERVER, id="limit of messages"),
        pytest.param("sender", 452, "4.3.1 no storage", SERVER, id="full server"),
        pytest.param("sender", 452, "insufficient system storage", SERVER, id="full, no fine code"),
        pytest.param("sender", 450, "4.7.1 slow down", SERVER, id="limit said of the sender"),
        pytest.param("sender", 550, "5.1.8 sender rejected", SERVER, id="our address refused"),
        pytest.param("sender", 552, "message size exceeds limit", REFUSED, id="too large"),
        pytest.param("sender", 554, "5.3.4 message too big", REFUSED, id="too large, fine code"),
        pytest.param("recipient", 550, "5.1.1 no such user", REFUSED, id="no such mailbox"),
        pytest.param("recipient", 553, "bad mailbox name", REFUSED, id="bad mailbox name"),
        pytest.param("recipient", 451, "4.7.1 greylisted", DEFERRED, id="greylisted"),
        pytest.param("recipient", 450, "4.2.0 greylisted", DEFERRED, id="greylisted with 450"),
        pytest.param("recipient", 452, "4.2.2 mailbox full", DEFERRED, id="full mailbox"),
        pytest.param("recipient", 452, "mailbox full", DEFERRED, id="full, no fine code"),
        pytest.param("recipient", 452, "4.3.1 no storage", SERVER, id="full server, at recipient"),
        pytest.param("recipient", 452, "4.3.0 come later", SERVER, id="452 of the system"),
        pytest.param("recipient", 451, "4.3.0 come later", DEFERRED, id="451 of the system"),
        pytest.param("recipient", 451, "4.3.2 shutting down", SERVER, id="takes nothing now"),
        pytest.param("recipient", 432, "4.3.2 rate limit", SERVER, id="rate limit"),
        pytest.param("recipient", 454, "4.7.1 relay denied", SERVER, id="454 at any stage"),
        pytest.param("recipient", 421, "4.7.0 try later", DEFERRED, id="421 to a recipient"),
        pytest.param("content", 451, "4.3.0 filter away", DEFERRED, id="no to DATA for now"),
        pytest.param("content", 554, "no valid recipients", REFUSED, id="no to DATA"),
        pytest.param("handed over", 451, "4.7.1 greylisted", DEFERRED, id="greylisted at the end"),
        pytest.param("handed over", 421, "4.3.0 closing", DEFERRED, id="421 at the end"),
        pytest.param("handed over", 554, "5.7.1 looks like spam", REFUSED, id="content refused"),
        pytest.param("handed over", 552, "5.2.2 over quota", REFUSED, id="over quota for good"),
        pytest.param("before", -1, "SSH-2.0", SERVER, id="no mail server"),
        pytest.param("recipient", 250, "", DEFERRED, id="an answer that makes no sense"),
        pytest.param("handed over", -1, "?", UNSURE, id="gibberish after handing over"),
    ],
)
def test_whose_fault_an_answer_is(stage, code, said, failure):
    assert failure_of(Stage(stage), code, said) is failure


@pytest.mark.parametrize(
    ("stage", "failure"),
    [
        pytest.param("before", SERVER, id="cannot connect"),
        pytest.param("sender", SERVER, id="broke at the sender"),
        pytest.param("recipient", DEFERRED, id="broke at this recipient"),
        pytest.param("content", DEFERRED, id="broke within this message"),
        pytest.param("handed over", UNSURE, id="broke after it was handed over"),
    ],
)
def test_whose_fault_silence_is(stage, failure):
    assert failure_without_answer(Stage(stage)) is failure


@pytest.mark.parametrize(
    ("stage", "code", "this_one"),
    [
        pytest.param("before", 421, False, id="greeting"),
        pytest.param("sender", 530, False, id="wants sign-in"),
        pytest.param("sender", 452, True, id="no room for its size"),
        pytest.param("recipient", 452, True, id="no room, at this recipient"),
    ],
)
def test_when_it_may_be_this_message_and_not_the_server(stage, code, this_one):
    assert may_be_this_one(Stage(stage), code) is this_one


@pytest.mark.parametrize(("code", "ends"), [(250, False), (451, False), (421, True), (-1, True)])
def test_when_nothing_more_can_be_said(code, ends):
    assert ends_the_connection(code) is ends


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 900), (60, 900)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(attempt, seconds):
    assert wait_before(attempt) == timedelta(seconds=seconds)
    assert wait_before(attempt, spread=1.0) == timedelta(seconds=seconds * 1.25)


@pytest.mark.parametrize(("failure", "seconds"), [(1, 30), (2, 60), (3, 120), (700, 120)])
def test_pauses_double_up_to_two_minutes(failure, seconds):
    assert pause_before(failure) == timedelta(seconds=seconds)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("failure", "attempts", "tried", "away", "wait"),
    [
        pytest.param(REFUSED, 1, 0 * HOUR, False, None, id="a no for good"),
        pytest.param(REFUSED, 1, 0 * HOUR, True, None, id="a no for good whatever the server does"),
        pytest.param(DEFERRED, 1, 0 * HOUR, False, 30, id="put off once"),
        pytest.param(DEFERRED, 40, 72 * HOUR, False, 900, id="three days to the second"),
        pytest.param(DEFERRED, 40, 73 * HOUR, False, None, id="more than three days"),
        pytest.param(DEFERRED, 40, 73 * HOUR, True, 120, id="more, but the server is away"),
        pytest.param(UNSURE, 1, 0 * HOUR, False, 30, id="may have arrived"),
        pytest.param(UNSURE, 9, 2 * HOUR, False, 900, id="may have arrived nine times"),
        pytest.param(UNSURE, 10, 2 * HOUR, False, None, id="may have arrived ten times"),
        pytest.param(Failure.OURS, 1, 0 * HOUR, False, 30, id="could not be built"),
        pytest.param(Failure.OURS, 300, 73 * HOUR, False, None, id="could not for three days"),
    ],
)
def test_when_a_message_is_tried_again(failure, attempts, tried, away, wait):
    due_at = next_try(
        failure, attempts=attempts, tried_at=NOW - tried, now=NOW, server_is_away=away
    )
    assert due_at == (None if wait is None else NOW + timedelta(seconds=wait))


@pytest.mark.parametrize(
    ("put_off", "all_"),
    [([], False), ([1, 2, 3, 4], False), ([1, 1, 1, 1, 1, 1], False), ([1, 2, 3, 4, 5], True)],
)
def test_five_different_messages_show_that_it_is_the_server(put_off, all_):
    assert says_no_to_all(put_off) is all_


def test_answers_are_shown_in_one_line_and_to_others_without_addresses():
    assert shown_answer("4.7.1 no\r\n\x00go away\n") == "4.7.1 no go away"
    said = "4.2.2 <ada.b+x@library.example.org>: full; mailto:wyn@example.org"
    assert without_addresses(said) == "4.2.2 <…>: full; mailto:…"


def test_links_that_open_doors_are_hidden():
    text = "https://x.org/p/abc1 https://x.org/j/def2 https://x.org/c/ghi3.ics https://x.org/next/"
    assert (
        masked(text)
        == "https://x.org/p/… https://x.org/j/… https://x.org/c/….ics https://x.org/next/"
    )
