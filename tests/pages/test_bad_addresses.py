"""Addresses and values that no browser makes: not there, never a failure, on both databases."""

import pytest

from tests.support.builders import a_member, a_registration, a_slot, an_event
from tests.support.client import values_of
from tests.support.signing_in import be


@pytest.mark.parametrize(
    "path",
    [
        "/next%00/",
        "/next/programme%00",
        "/next/sessions/a%00b",
        "/next/manage/sessions/a%00",
        "/next/manage/rooms/a%00",
        "/next/manage/people/a%00",
        "/next/manage/mails/a%00",
        "/next/manage/slots/a%00/move",
        "/p/abc%00",
    ],
)
def test_what_cannot_be_a_name_is_not_there(client, path):
    a_member(an_event())
    be(client)
    client.get(path, status=404)


def test_a_value_that_cannot_be_stored_is_refused(client):
    event = an_event()
    a_member(event)
    one = a_registration(event, [a_slot(event)])
    be(client)
    path = f"/next/manage/people/{one.reference}"
    token = values_of(client.get(path).form(button="Give this place up"))["csrf_token"]
    client.post(f"{path}/give-up", {"csrf_token": token, "booking": "a\x00"}, status=422)
