"""Every route against every kind of person, from the table in `permissions.py`."""

import pytest

from app.events.enums import Role
from tests.architecture.permissions import PERMISSIONS, WITHOUT_TOKEN, Who
from tests.support.builders import a_member, an_event
from tests.support.client import CheckingClient
from tests.support.signing_in import be

NOBODY = "nobody"
STRANGER = "stranger"  # signed in, and an organiser of another event
EVERYWHERE = "everywhere"
PEOPLE = (NOBODY, STRANGER, *(role.value for role in Role), EVERYWHERE)

LET_IN = {
    Who.PUBLIC: set(PEOPLE),
    Who.TOKEN: set(PEOPLE),
    Who.SIGNED_IN: set(PEOPLE) - {NOBODY},
    Who.HOST: {"host", "organiser", EVERYWHERE},
    Who.ORGANISER: {"organiser", EVERYWHERE},
    Who.ACCESS_LEAD: {"access_lead"},
    Who.ARRANGER: {"organiser", "access_lead", EVERYWHERE},
    Who.REVIEWER: {"reviewer"},
    Who.TEAM: {"host", "organiser", "access_lead", EVERYWHERE},
    Who.ORGANISER_EVERYWHERE: {EVERYWHERE},
}
GUARDED = set(Who) - {Who.PUBLIC, Who.TOKEN}


@pytest.fixture
def event(app):
    event, other = an_event(), an_event("other")
    for role in Role:
        a_member(event, role, email=f"{role}@example.org", name=role.value)
    a_member(other, email="stranger@example.org", name="Stranger")
    a_member(None, email="everywhere@example.org", name="Everywhere")
    return event


def routes(app):
    """Each route with an address and a method; what it names besides the event does not exist."""
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "1") | {"event": "next"}
        values = {name: values[name] for name in rule.arguments}
        with app.test_request_context():
            path = app.url_for(rule.endpoint, **values)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, path


def test_each_route_has_a_row_and_each_row_a_route(app):
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert known - set(PERMISSIONS) == set(), "routes without a row in permissions.py"
    assert set(PERMISSIONS) - known == set(), "rows without a route"


def test_who_gets_in(app, event, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    wrong = []
    for endpoint, method, path in routes(app):
        who = PERMISSIONS.get(endpoint)
        for person in PEOPLE if who else ():
            status, location = answer(app, person, method, path)
            is_sent_to_sign_in = status == 303 and location.startswith("/sign-in")
            is_out = status == 403 or (person == NOBODY and who in GUARDED and is_sent_to_sign_in)
            if status >= 500 or is_out == (person in LET_IN[who]):
                wrong.append(f"{method} {path} ({endpoint}: {who}): {person} got {status}")
    assert wrong == []


def test_no_form_is_taken_without_its_token(app, event):
    wrong = []
    for endpoint, method, path in routes(app):
        if method == "POST" and endpoint not in WITHOUT_TOKEN:
            status, _ = answer(app, EVERYWHERE, method, path)
            if status != 400:
                wrong.append(f"{path} ({endpoint}): {status}")
    assert wrong == []


def answer(app, person, method, path) -> tuple[int, str]:
    client = CheckingClient(app)
    if person != NOBODY:
        be(client, f"{person}@example.org")
    with app.app_context():
        response = client.http.open(path, method=method)
    return response.status_code, response.headers.get("Location", "")
