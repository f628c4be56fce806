"""While all mail is held, whoever is to look at what waits can still sign in."""

from __future__ import annotations

from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import actions
from tests.support.builders import a_member, a_registration, an_event


def test_codes_go_and_nothing_else(app, client, clock, outbox):
    with transaction():
        actions.hold_route("Restored", now=clock.now())
    a_registration(event := an_event())
    a_member(event)
    client.submit(client.get("/sign-in"), {"email": "orla@example.org"}, status=303)
    work_off("mail")
    assert {(one.secret, one.state) for one in outbox() if "role" not in one.template} == {
        (True, "sent"),
        (False, "queued"),
    }


def test_stopping_what_waits_leaves_codes_alone(app, client, clock, outbox):
    a_registration(event := an_event())
    a_member(event)
    client.submit(client.get("/sign-in"), {"email": "orla@example.org"}, status=303)
    with transaction():
        assert actions.stop_waiting(because="went before") == 1
    assert {(one.secret, one.state) for one in outbox() if "role" not in one.template} == {
        (True, "queued"),
        (False, "stopped"),
    }
