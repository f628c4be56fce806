"""The way to the mail server: closed while it is away, opened by the first success, held by people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import actions, queries
from tests.support.smtp import DROP

MINUTE = timedelta(minutes=1)


def refuse_connections(host) -> None:
    host.close()


def greet_with_a_no(host) -> None:
    host.greeting = "421 4.3.2 not now"


def refuse_hello(host) -> None:
    host.hello = "554 no service here"


def want_sign_in(host) -> None:
    host.to_sender = "530 5.7.0 authentication required"


def break_at_the_sender(host) -> None:
    host.to_sender = DROP


AWAY = [refuse_connections, greet_with_a_no, refuse_hello, want_sign_in, break_at_the_sender]


@pytest.mark.parametrize("go_away", AWAY, ids=lambda one: one.__name__)
def test_one_failure_of_the_server_and_nothing_is_tried(post, outbox, mail_host, clock, go_away):
    for _ in range(3):
        post()
    go_away(mail_host)
    assert work_off("mail") == 3, "asked for together, but only one of them was tried"
    assert work_off("mail") == 0
    rows = outbox()
    assert sorted(row.state for row in rows) == ["queued", "queued", "retrying"]
    assert [(row.attempts, row.tried_at, row.due_at) for row in rows] == [
        (0, None, clock.now())
    ] * 3
    route = queries.route()
    assert (route.away_since, route.waiting) == (clock.now(), 3)
    assert 30 <= (route.next_try_at - clock.now()).total_seconds() <= 38
    assert route.last_error


def test_pauses_grow_to_two_minutes_and_the_first_success_ends_them(post, outbox, mail_host, clock):
    for _ in range(12):
        post()
    since = clock.now()
    mail_host.close()
    pauses = []
    for _ in range(5):
        work_off("mail")
        route = queries.route()
        pauses.append((route.next_try_at - clock.now()).total_seconds())
        assert route.away_since == since
        clock.at = route.next_try_at
    wanted = [30, 60, 120, 120, 120]
    assert [least <= got <= least * 1.25 for least, got in zip(wanted, pauses, strict=True)] == [
        True
    ] * 5
    mail_host.open()
    work_off("mail")
    assert {row.state for row in outbox()} == {"sent"}
    route = queries.route()
    assert (route.away_since, route.next_try_at, route.last_error) == (None, None, "")


def test_an_hour_away_costs_a_message_none_of_its_three_days(post, outbox, mail_host, clock):
    post()
    mail_host.close()
    clock.at += timedelta(hours=80)
    work_off("mail")
    clock.at = queries.route().next_try_at
    mail_host.open()
    mail_host.to_recipient = lambda _address: "451 4.7.1 greylisted"
    work_off("mail")
    row = outbox()[0]
    assert (row.state, row.tried_at, row.attempts) == ("retrying", clock.now(), 1)


def test_the_server_that_puts_everybody_off(post, outbox, mail_host, clock):
    """It says 451 to each recipient. The first no proves nothing, five that hear it twice do."""
    for _ in range(8):
        post()
    mail_host.to_recipient = lambda _address: "451 4.7.1 come later"
    work_off("mail")
    assert queries.route().away_since is None
    assert {row.failure for row in outbox()} == {"deferred"}
    clock.at += 40 * timedelta(seconds=1)
    tries = len(mail_host.commands)
    work_off("mail")
    route = queries.route()
    assert route.away_since == clock.now()
    assert mail_host.commands[tries:].count(b"RCPT") == 5
    clock.at += timedelta(hours=100)
    work_off("mail")
    assert {row.state for row in outbox()} == {"retrying"}, "none has failed"
    mail_host.be_polite()
    clock.at = queries.route().next_try_at or clock.at
    work_off("mail")
    work_off("mail")  # those that the first success brought forward
    assert {row.state for row in outbox()} == {"sent"}


def test_one_full_mailbox_is_its_own_affair(post, outbox, mail_host, clock):
    post("full@example.org")
    mail_host.to_recipient = lambda address: (
        "452 4.2.2 mailbox full" if address.startswith("full") else "250 fine"
    )
    waits = []
    for _ in range(8):
        work_off("mail")
        row = outbox()[0]
        waits.append((row.due_at - clock.now()).total_seconds())
        clock.at = row.due_at
    assert queries.route().away_since is None
    assert [
        least <= wait <= least * 1.25 for least, wait in zip((30, 60), waits, strict=False)
    ] == [True] * 2
    assert 900 <= waits[-1] <= 1125
    post()
    work_off("mail")
    assert [row.state for row in outbox()] == ["retrying", "sent"]
    clock.at += timedelta(hours=73)
    work_off("mail")
    row = outbox()[0]
    assert (row.state, row.failure, row.last_error) == (
        "failed",
        "deferred",
        "452 4.2.2 mailbox full",
    )


def test_tried_again_by_hand_it_has_three_days_anew(post, outbox, mail_host, clock):
    post()
    mail_host.to_recipient = lambda _address: "452 4.2.2 mailbox full"
    work_off("mail")
    clock.at += timedelta(hours=73)
    work_off("mail")
    with transaction():
        assert actions.try_again(outbox()[0].public_id, now=clock.now())
    work_off("mail")
    assert outbox()[0].state == "retrying"


def test_greylisting_of_everybody_closes_nothing(post, outbox, mail_host, clock):
    known = set()

    def greylist(address):
        if address in known:
            return "250 fine"
        known.add(address)
        return "451 4.7.1 greylisted, try again"

    mail_host.to_recipient = greylist
    for _ in range(30):
        post()
    work_off("mail")
    assert {row.state for row in outbox()} == {"retrying"}
    clock.at += 40 * timedelta(seconds=1)
    work_off("mail")
    assert {row.state for row in outbox()} == {"sent"}
    assert queries.route().away_since is None


def test_one_message_that_makes_the_server_hang_up_does_not_hold_up_the_others(
    post, outbox, mail_host, clock
):
    mail_host.to_recipient = lambda address: DROP if address.startswith("bad") else "250 fine"
    post("bad@example.org", urgent=True)
    for _ in range(20):
        post()
    for _ in range(5):
        work_off("mail")
        clock.at += MINUTE
    assert [row.state for row in outbox()] == ["retrying"] + ["sent"] * 20
    assert queries.route().away_since is None


def test_one_message_at_which_the_server_fails_holds_up_nobody(post, outbox, mail_host, clock):
    """It has no room for this one, and says so as if it had none at all. It is urgent, too."""
    mail_host.to_recipient = lambda address: (
        "452 4.3.1 insufficient storage" if address.startswith("huge") else "250 fine"
    )
    post("huge@example.org", urgent=True)
    for _ in range(40):
        post()
        work_off("mail")
        clock.at += timedelta(seconds=20)
    late = [
        row
        for row in outbox(urgent=False)
        if row.state != "sent" and clock.at - row.due_at > 3 * MINUTE
    ]
    assert late == []
    assert outbox()[0].state == "retrying"


def test_held_mail_waits_and_goes_when_it_is_let_go(post, outbox, mail_host, clock):
    post()
    with transaction():
        actions.hold_route("restored from a backup", now=clock.now())
    post()
    clock.at += timedelta(days=5)
    assert work_off("mail") == 0
    assert {row.state for row in outbox()} == {"queued"}
    route = queries.route()
    assert (route.held_because, route.waiting) == ("restored from a backup", 2)
    with transaction():
        actions.release_route(now=clock.now())
    work_off("mail")
    assert {row.state for row in outbox()} == {"sent"}
    assert queries.route().held_at is None


def test_a_success_on_its_way_does_not_let_go_what_is_held(post, outbox, mail_host, clock):
    first = post()
    post()
    with transaction():
        actions.hold_route("by hand", now=clock.now())
        actions.note_sent(first, forget=False, now=clock.now())
    work_off("mail")
    assert [row.state for row in outbox()] == ["sent", "queued"]
