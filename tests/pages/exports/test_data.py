"""programme.json against our own schema, field by field."""

import copy
import json
from pathlib import Path

import jsonschema
import pytest

from app.kernel.transaction import transaction
from app.programme.models import Session
from tests.pages.exports.programmes import HOSTILE, a_programme, release
from tests.support.builders import a_slot, an_event

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "programme.schema.json").read_text(encoding="utf-8")
)
CHECK = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def programme(client, query=""):
    data = json.loads(client.get(f"/next/programme.json{query}").body)
    assert [f"{list(one.path)}: {one.message}" for one in CHECK.iter_errors(data)] == []
    return data


def test_the_schema_says_every_field_and_why():
    CHECK.check_schema(SCHEMA)
    undescribed = [path for path, node in fields(SCHEMA) if not described(node)]
    assert undescribed == []


def fields(node, path="#"):
    if isinstance(node, dict):
        for name, child in node.get("properties", {}).items():
            yield f"{path}/{name}", child
        for name, child in node.items():
            yield from fields(child, f"{path}/{name}")


def described(node):
    target = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
    return bool(target.get("description"))


def test_what_it_says(event, client):
    podcast, _film, _gone = a_programme(event)
    release(event)
    data = programme(client)
    assert data["release"] == {"number": "1", "released_at": "2027-05-03T10:00:00+01:00"}
    assert [one["title"] for one in data["sessions"]] == [
        "Ffilmio stori", "Job club", "Setting up a podcast",
    ]  # fmt: skip
    said = data["sessions"][2]
    assert said["slots"][0] == {
        "id": podcast.public_id,
        "room": podcast.room.slug,
        "starts_at": "2027-06-10T10:30:00+01:00",
        "ends_at": "2027-06-10T11:15:00+01:00",
        "is_cancelled": False,
        "cancelled_because": "",
        "note": "",
        "provided": [{"kind": "bsl", "state": "booked"}],
        "changed_at": "2027-05-03T10:00:00+01:00",
    }
    assert said["slots"][1]["starts_at"] == "2027-06-10T14:00:00+01:00"
    assert (said["track"], said["tags"], said["level"]) == ("sound", ["reading"], "beginner")
    assert said["outcomes"] == ["Record", "Publish"]
    assert said["presenters"] == [
        {"name": "Sam Example", "role": "Digital Producer", "service": ""},
        {"name": "", "role": "Librarian", "service": ""},
    ]
    assert data["sessions"][1]["slots"][0]["cancelled_because"] == "Nobody can present it."
    assert [one["title"] for one in data["breaks"]] == ["Lunch"]
    assert [one["slug"] for one in data["services"]] == ["norfolk", "suffolk"]


def test_before_the_first_release_and_without_sessions(event, client):
    data = programme(client)
    assert (data["release"], data["sessions"]) == (None, [])


def test_other_sites_may_read_it_and_nothing_is_set(event, client):
    a_slot(event)
    answer = client.get("/next/programme.json", headers={"Origin": "https://example.org"}).response
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    tag = answer.headers["ETag"]
    again = client.get("/next/programme.json", status=304, headers={"If-None-Match": tag}).response
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_filters_are_said(event, client):
    a_programme(event)
    data = programme(client, "?service=suffolk&part=morning&free=1&colour=red")
    assert data["filters"] == {"service": "suffolk", "part": "morning", "free": "1"}
    assert [len(one["slots"]) for one in data["sessions"]] == [1]


def test_hostile_words_are_text(event, client):
    slot = a_slot(event, "x")
    with transaction() as session:
        session.get_one(Session, slot.session_id).title = HOSTILE
        session.get_one(type(event), event.id).programme_changed()
    assert programme(client)["sessions"][0]["title"] == HOSTILE


def test_an_event_that_is_not_published_has_no_exports(app, client):
    an_event("next", state="draft")
    paths = (
        "programme.ics", "programme.json", "programme.csv", "programme.xlsx", "programme.pdf",
        "poster.pdf", "schedule.xml", "widget.js", "changes", "changes.atom", "sessions/x.ics",
    )  # fmt: skip
    for path in paths:
        client.get(f"/next/{path}", status=404)
        client.get(f"/nothing/{path}", status=404)


def test_filters_of_any_kind_are_answered(event, client):
    a_slot(event)
    for query in ("?day=%00", "?track=" + "x" * 5000, "?day=2027-99-99", "?region=a&region=b"):
        programme(client, query)
        client.get(f"/next/schedule.xml{query}")
        client.get(f"/next/programme.xlsx{query}")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda d: d.pop("event"), id="no event"),
        pytest.param(lambda d: d["sessions"][0].pop("slots"), id="no slots"),
        pytest.param(lambda d: d["sessions"][0].update(person="x"), id="a field nobody wrote down"),
        pytest.param(
            lambda d: d["sessions"][0]["slots"][0].update(starts_at="10:30"), id="a time alone"
        ),
        pytest.param(lambda d: d["sessions"][0].update(kind="party"), id="an unknown kind"),
        pytest.param(lambda d: d["release"].update(number="x"), id="a number that is none"),
    ],
)
def test_the_schema_catches_what_is_wrong(event, client, damage):
    a_programme(event)
    release(event)
    data = copy.deepcopy(programme(client))
    damage(data)
    assert list(CHECK.iter_errors(data)) != []
