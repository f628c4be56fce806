"""schedule.xml for conference apps, and that our check of it finds what is wrong."""

from datetime import timedelta

import pytest
from defusedxml import ElementTree

from app.kernel.transaction import transaction
from app.pages.exports.conference import numbers_of
from app.programme.models import Session
from tests.pages.exports.frab import faults
from tests.pages.exports.programmes import HOSTILE, a_programme, release
from tests.support.builders import a_slot


def schedule(client, query=""):
    answer = client.get(f"/next/schedule.xml{query}").response
    assert answer.mimetype == "application/xml"
    return ElementTree.fromstring(answer.data)


def test_holds_what_the_schema_asks_for(event, client):
    a_programme(event)
    release(event)
    root = schedule(client)
    assert faults(root) == []
    assert root.findtext("version") == "1"
    assert [room.get("name") for room in root.iter("room") if room.get("name")] == [
        "Studio A",
        "Lab",
    ]
    podcast, again, film = root.iter("event")
    assert [child.text for child in podcast.find("persons")] == ["Sam Example", "Librarian"]
    assert podcast.findtext("track") == "Sound & podcasts"
    assert podcast.findtext("date") == "2027-06-10T10:30:00+01:00"
    assert (podcast.findtext("start"), podcast.findtext("duration")) == ("10:30", "00:45")
    assert again.findtext("title") == podcast.findtext("title")
    assert (film.findtext("language"), film.findtext("recording/optout")) == ("cy", "true")


def test_what_is_cancelled_has_no_place_in_it(event, client):
    a_programme(event)
    assert "Job club" not in [one.findtext("title") for one in schedule(client).iter("event")]


def test_an_event_without_sessions_still_has_its_day(event, client):
    root = schedule(client)
    assert faults(root) == []
    assert root.find("day").get("date") == "2027-06-10"
    assert root.findtext("version") == "0"


def test_a_slot_keeps_its_id_and_guid_over_releases(event, client, clock):
    podcast, _film, _gone = a_programme(event)
    release(event)

    def known():
        return {
            (one.get("id"), one.get("guid"))
            for one in schedule(client).iter("event")
            if one.findtext("start") in ("10:30", "14:00")
        }

    before = known()
    assert len(before) == 2
    clock.at += timedelta(hours=1)
    a_slot(event, "Something new", start="09:00", end="09:30")
    with transaction() as session:
        session.get_one(Session, podcast.session_id).title = "Other words"
        session.get_one(type(event), event.id).programme_changed()
    assert known() == before


def test_hostile_words_are_text(event, client):
    slot = a_slot(event, "x")
    with transaction() as session:
        item = session.get_one(Session, slot.session_id)
        item.title = item.abstract = HOSTILE
        session.get_one(type(event), event.id).programme_changed()
    root = schedule(client)
    assert faults(root) == []
    assert next(root.iter("event")).findtext("title") == '=1+1 "<b>&amp;</b>" ]]> '


def test_filters(event, client):
    a_programme(event)
    assert len(list(schedule(client, "?service=suffolk").iter("event"))) == 2
    assert list(schedule(client, "?service=none").iter("event")) == []


def test_numbers_are_whole_small_different_and_stay():
    refs = [f"slot-{number}" for number in range(3000)]
    numbers = numbers_of(refs)
    assert len(set(numbers.values())) == 3000
    assert all(0 < number < 2**31 for number in numbers.values())
    assert numbers_of(refs[:7]).items() <= numbers.items()


def _remove(path):
    def damage(root):
        parent, name = path.rsplit("/", 1)
        found = root.find(parent)
        found.remove(found.find(name))

    return damage


def _say(path, text):
    def damage(root):
        root.find(path).text = text

    return damage


def _set(path, name, value):
    def damage(root):
        root.find(path).set(name, value)

    return damage


def _unset(path, name):
    def damage(root):
        del root.find(path).attrib[name]

    return damage


def _swap(root):
    root[:] = [root[1], root[0], *root[2:]]


def _add(path, name):
    def damage(root):
        root.find(path).append(ElementTree.fromstring(f"<{name}/>"))

    return damage


def _twin(root):
    room = root.find("day/room")
    room.append(room.find("event"))


EVENT = "day/room/event"


@pytest.mark.parametrize(
    "damage",
    [
        *(
            pytest.param(_remove(f"{EVENT}/{name}"), id=f"no {name}")
            for name in (
                "room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug",
                "track",
            )
        ),
        *(pytest.param(_remove(f"./conference/{n}"), id=f"no {n}") for n in ("title", "acronym")),
        pytest.param(_remove(f"{EVENT}/recording/license"), id="no license"),
        pytest.param(_remove("./version"), id="no version"),
        pytest.param(_swap, id="another order"),
        pytest.param(_unset(EVENT, "id"), id="no id"),
        pytest.param(_unset(EVENT, "guid"), id="no guid"),
        pytest.param(_set(EVENT, "id", "0"), id="id 0"),
        pytest.param(_set(EVENT, "guid", "slot-1"), id="a guid that is none"),
        pytest.param(_set(EVENT, "colour", "red"), id="an unknown attribute"),
        pytest.param(_set("day", "date", "10/06/2027"), id="a date of another form"),
        pytest.param(_set("day", "start", "2027-06-10T09:00:00"), id="no zone"),
        pytest.param(_set("day", "index", "zero"), id="an index in words"),
        pytest.param(_say(f"{EVENT}/date", "2027-06-31T10:00:00Z"), id="a day that is not"),
        pytest.param(_say(f"{EVENT}/start", "9:00"), id="a time without its nought"),
        pytest.param(_say(f"{EVENT}/duration", "45"), id="minutes alone"),
        pytest.param(_say(f"{EVENT}/url", "/next/"), id="an address without its host"),
        pytest.param(_say(f"{EVENT}/recording/optout", "no"), id="no boolean"),
        pytest.param(_say("./conference/days", "one"), id="days in words"),
        pytest.param(_say(EVENT, "text"), id="text among elements"),
        pytest.param(_add(EVENT, "break"), id="an unknown element"),
        pytest.param(_add(EVENT, "title"), id="a second title"),
        pytest.param(_twin, id="one twice"),
    ],
)  # fmt: skip
def test_a_broken_document_is_caught(event, client, damage):
    a_programme(event)
    root = schedule(client)
    assert faults(root) == []
    damage(root)
    assert faults(root) != []
