"""What waits in the outbox while the server is away, and is not true any more when it comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts import actions as accounts
from app.accounts.actions import find_or_add_person
from app.accounts.enums import NewsEnd
from app.campaigns import actions
from app.campaigns.enums import GroupState
from app.events.enums import Reminder
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import actions as mail
from app.registration import actions as registrations
from tests.campaigns.conftest import DAY_BEFORE, FIRST, WEEK_BEFORE, drain
from tests.campaigns.test_groups import ORLA, begin, send
from tests.support.builders import a_registration, a_service

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def held(app, clock):
    """All mail is held: what is written waits, as it does while the server is away."""
    with transaction():
        mail.hold_route("The server moves", now=clock.now())


@pytest.fixture
def released(held, clock, outbox):
    """Lets it go at a time; gives who got what, and why others did not."""

    def release(when=None):
        clock.at = when or clock.at
        with transaction():
            mail.release_route(now=clock.now())
        work_off("mail")
        rows = [row for row in outbox() if row.template.startswith("campaigns/")]
        return [(row.to_name, str(row.state), row.last_error) for row in rows]

    return release


@pytest.mark.parametrize(
    ("back_at", "expected"),
    [
        pytest.param(FIRST + 59 * MINUTE, ("Ada", "sent", ""), id="still of use"),
        pytest.param(
            FIRST + HOUR, ("Ada", "stopped", "It could not go in time"), id="the session runs"
        ),
    ],
)
def test_a_reminder_that_waited_too_long_does_not_go(
    planned, slots, go, released, outbox, back_at, expected
):
    a_registration(planned, slots[:1], name="Ada")
    go(FIRST)
    assert released(back_at)[-1] == expected
    row = outbox()[-1]
    assert (row.template, row.attempts) == (
        "campaigns/email/hour_before",
        int(expected[1] == "sent"),
    )


def test_somebody_who_reads_it_can_send_it_all_the_same(planned, slots, go, released, outbox):
    a_registration(planned, slots[:1], name="Ada")
    go(FIRST)
    released(FIRST + HOUR)
    with transaction():
        mail.try_again(outbox()[-1].public_id, now=FIRST + HOUR)
    work_off("mail")
    assert outbox()[-1].state == "sent"


def test_who_cancels_while_it_waits_is_reminded_of_nothing(planned, slots, go, released):
    ada, _ben = (a_registration(planned, slots, name=name) for name in ("Ada", "Ben"))
    go(DAY_BEFORE)
    with transaction():
        registrations.cancel_registration(ada.public_id, now=DAY_BEFORE + MINUTE)
    sent = {(name, state) for name, state, _ in released(DAY_BEFORE + 2 * MINUTE)}
    assert ("Ada", "stopped") in sent and ("Ben", "sent") in sent and ("Ada", "sent") not in sent


def test_who_hands_their_place_on_while_it_waits(planned, slots, go, released):
    ada = a_registration(planned, slots, name="Ada", service=a_service("leeds"))
    go(WEEK_BEFORE)
    with transaction():
        registrations.substitute(
            ada.public_id, name="Cid", email="cid@example.org", now=WEEK_BEFORE + MINUTE
        )
    assert released(WEEK_BEFORE + HOUR) == [("Ada", "stopped", "They have no place any more")]


def test_switched_off_while_it_waits(planned, slots, go, released):
    a_registration(planned, slots, name="Ada")
    go(WEEK_BEFORE)
    with transaction():
        actions.switch(
            planned.id, Reminder.WEEK_BEFORE, is_on=False, now=WEEK_BEFORE + MINUTE, actor=ORLA
        )
    assert released(WEEK_BEFORE + HOUR) == [("Ada", "stopped", "The reminder was switched off")]


def test_who_leaves_the_news_gets_none_that_waits(app, event, clock, released):
    with transaction():
        consents = [
            accounts.ask_for_news(
                find_or_add_person(f"{name}@example.org", name=name, now=clock.now()),
                wording="News, please",
                given_in=event.slug,
                now=clock.now(),
            ).public_id
            for name in ("ada", "ben")
        ]
    send(begin(event, clock, words="Hello {name}", role="news"), clock)
    clock.at += HOUR
    drain(app)
    with transaction():
        accounts.leave_news(consents[0], by=NewsEnd.ONE_CLICK, now=clock.now())
    assert [one[:2] for one in released()] == [("ada", "stopped"), ("ben", "sent")]


def test_stopping_a_mail_on_its_way_stops_what_waits(app, event, clock, released):
    for number in range(60):
        a_registration(event, name=f"Person {number}")
    ref = begin(event, clock)
    send(ref, clock)
    clock.at += HOUR
    work_off("job")  # the first fifty
    with transaction():
        assert actions.stop_mail(ref, now=clock.now(), actor=ORLA) == GroupState.STOPPED
    drain(app)
    assert {one[1] for one in released()} == {"stopped"}


def test_a_test_opens_nobodys_pages(app, event, clock, crowd, outbox):
    """Whoever holds the link of somebody's day can give up their place."""
    ref = begin(event, clock)
    with transaction():
        actions.test_mail(ref, now=clock.now(), actor=ORLA)
    (test,) = [row for row in outbox() if row.to_address == ORLA]
    assert f"/{event.slug}/my" in test.text
    assert "/p/" not in test.text and "/p/" not in str(test.values)
