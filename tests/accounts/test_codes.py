"""Codes and devices on a real database."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import actions, queries, rules
from app.accounts.enums import CodeAnswer
from app.accounts.errors import TooManyCodes
from app.accounts.models import Device, SignInCode
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.mail.jobs import KIND
from tests.support.builders import a_member
from tests.support.signing_in import code_in

ORLA = "orla@example.org"


@pytest.fixture
def ask(app, clock, outbox):
    a_member(None)

    def go(email=ORLA) -> str:
        with transaction():
            actions.ask_for_code(email, now=clock.now())
        sent = outbox(to_address=email)
        return code_in(sent[-1]) if sent else ""

    return go


@pytest.fixture
def check(app, clock):
    def go(code, email=ORLA) -> CodeAnswer:
        with transaction():
            return actions.check_code(email, code, label="Firefox", now=clock.now()).answer

    return go


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_signs_in_once(ask, check):
    code = ask()
    assert check(code) == CodeAnswer.GOOD
    assert check(code) == CodeAnswer.SPENT
    assert db.session.scalar(select(func.count(Device.id))) == 1


def test_spaces_in_the_code_do_not_matter_nor_capitals_in_the_address(ask, check):
    code = ask()
    assert check(f" {code[:3]} {code[3:]} ", " ORLA@example.org") == CodeAnswer.GOOD


def test_the_newest_code_alone_is_good(ask, check):
    first, second = ask(), ask()
    if first != second:
        assert check(first) == CodeAnswer.WRONG
    assert check(second) == CodeAnswer.GOOD


@pytest.mark.parametrize(
    ("after", "answer"),
    [
        (timedelta(0), CodeAnswer.GOOD),
        (rules.CODE_FOR - timedelta(seconds=1), CodeAnswer.GOOD),
        (rules.CODE_FOR, CodeAnswer.SPENT),
    ],
)
def test_ten_minutes(ask, check, clock, after, answer):
    code = ask()
    clock.at += after
    assert check(code) == answer


def test_five_tries_and_each_is_kept(ask, check):
    code = ask()
    answers = [check(another(code)) for _ in range(rules.CODE_TRIES)]
    assert answers == [CodeAnswer.WRONG] * 4 + [CodeAnswer.SPENT]
    assert db.session.scalars(select(SignInCode.tries)).one() == rules.CODE_TRIES
    assert check(code) == CodeAnswer.SPENT


def test_a_code_is_for_its_own_address(ask, check):
    a_member(None, email="ben@example.org", name="Ben")
    mine = ask()
    theirs = ask("ben@example.org")
    if mine != theirs:
        assert check(mine, "ben@example.org") == CodeAnswer.WRONG
    assert check(theirs, "ben@example.org") == CodeAnswer.GOOD


def test_codes_an_hour_for_known_and_unknown_addresses_alike(ask, clock):
    for email in (ORLA, "nobody@example.org"):
        start = clock.at
        for _ in range(rules.CODES_AN_HOUR):
            ask(email)
            clock.at += timedelta(minutes=1)
        with pytest.raises(TooManyCodes) as refusal:
            ask(email)
        assert refusal.value.again_in == timedelta(minutes=54)
        clock.at = start + timedelta(hours=1)
        ask(email)


def test_an_unknown_address_gets_no_mail_and_no_code_works(ask, check, outbox):
    assert ask("nobody@example.org") == ""
    assert outbox(to_address="nobody@example.org") == []
    assert check("000000", "nobody@example.org") == CodeAnswer.WRONG


def test_nothing_asked_nothing_checked(app, check):
    assert check("123456") == CodeAnswer.SPENT


def test_neither_code_nor_token_stands_in_the_database(ask, clock, outbox):
    code = ask()
    with transaction():
        token = actions.check_code(ORLA, code, now=clock.now()).token
    assert code not in db.session.scalars(select(SignInCode.code_digest)).one()
    assert token not in db.session.scalars(select(Device.token_digest)).one()
    KIND.run(outbox()[-1].id)
    sent = outbox()[-1]
    assert code not in f"{sent.subject} {sent.text} {sent.values}"


def test_old_codes_are_not_kept(ask, clock):
    ask("nobody@example.org")
    clock.at += timedelta(days=1, seconds=1)
    ask()
    assert db.session.scalars(select(SignInCode.email)).all() == [ORLA]


def test_an_ended_device_is_out_at_once_and_an_old_one_by_itself(ask, clock):
    tokens = []
    for _ in range(3):
        code = ask()
        with transaction():
            tokens.append(actions.check_code(ORLA, code, now=clock.now()).token)
    first = queries.device_of(tokens[0], now=clock.now())
    with transaction():
        assert not actions.end_device(first.ref, email="ben@example.org", now=clock.now())
        assert not actions.end_device(first.ref[:8], email=ORLA, now=clock.now())
        assert actions.end_device(first.ref, email=ORLA, now=clock.now())
    living = [queries.device_of(token, now=clock.now()) is not None for token in tokens]
    assert living == [False, True, True]
    clock.at += rules.DEVICE_FOR
    assert queries.device_of(tokens[1], now=clock.now()) is None
    assert queries.devices_of(ORLA, now=clock.now()) == []
