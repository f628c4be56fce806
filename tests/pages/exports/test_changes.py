"""The change log for people, and as a feed (RFC 4287) element by element."""

import re
from datetime import datetime, timedelta

import pytest
from defusedxml import ElementTree

from app.kernel import clock as clocks
from app.kernel.transaction import transaction
from app.pages.exports.sentences import sentence
from app.programme.actions import correct_words, move_slot
from app.programme.models import Session
from app.timetable.enums import ChangeKind
from app.timetable.rules import Change
from tests.pages.exports.programmes import HOSTILE, a_programme, cancel, release
from tests.support.builders import a_slot, at

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client):
    answer = client.get("/next/changes.atom").response
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)


def a_history(event, clock):
    """Released, then a move, other words and a cancellation, each at once."""
    podcast, film, _gone = a_programme(event)
    release(event, "The day is complete.\n\nThank you.")
    clock.at += timedelta(hours=1)
    with transaction():
        move_slot(
            film, podcast.room, starts_at=at("13:30"), ends_at=at("14:15"),
            now=clocks.now(), actor="orla@example.org",
        )  # fmt: skip
    clock.at += timedelta(hours=1)
    cancel(podcast, "The presenter is ill.")
    with transaction() as session:
        correct_words(
            session.get_one(Session, film.session_id), title="Ffilmio dwy stori",
            abstract="Newydd", outcomes="", now=clocks.now(), actor="orla@example.org",
        )  # fmt: skip
    return podcast, film


def test_before_the_first_release(event, client):
    assert "has not been released yet" in client.get("/next/changes").text
    assert feed(client).findall(f"{ATOM}entry") == []


def test_what_people_read(event, client, clock):
    _podcast, film = a_history(event, clock)
    page = client.get("/next/changes")
    headings = [h2.get_text(strip=True) for h2 in page.html.main.find_all("h2")]
    assert headings == ["Release 1.3", "Release 1.2", "Release 1.1", "Release 1"]
    assert "The day is complete. Thank you." in page.text
    assert (
        "“Ffilmio stori” is now at 13:30–14:15 in Studio A. It was at 13:00–13:45 in Lab."
    ) in page.text
    assert (
        "Cancelled: “Setting up a podcast”, 10:30–11:15 in Studio A. The presenter is ill."
    ) in page.text
    assert "New words for “Ffilmio dwy stori”: the title, what it is about." in page.text
    assert "Monday 3 May 2027, 11:00" in page.text
    assert page.html.find("a", href=f"/next/sessions/{film.session.slug}")


def test_nobody_is_named_who_changed_it(event, client, clock):
    a_history(event, clock)
    for path in ("/next/changes", "/next/changes.atom"):
        assert b"orla" not in client.get(path).body.lower()


def test_the_feed_holds_what_atom_asks_for(event, client, clock):
    _podcast, film = a_history(event, clock)
    root = feed(client)
    assert faults(root) == []
    assert root.findtext(f"{ATOM}updated") == root.findtext(f"{ATOM}entry/{ATOM}updated")
    ids = [one.findtext(f"{ATOM}id") for one in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == 4
    clock.at += timedelta(hours=1)
    cancel(film, "")
    later = feed(client)
    assert [one.findtext(f"{ATOM}id") for one in later.findall(f"{ATOM}entry")][1:] == ids
    assert later.findtext(f"{ATOM}id") == root.findtext(f"{ATOM}id")
    assert faults(later) == []


def test_hostile_words_are_text(event, client):
    slot = a_slot(event, "x")
    with transaction() as session:
        session.get_one(Session, slot.session_id).title = HOSTILE
    release(event, HOSTILE)
    root = feed(client)
    assert faults(root) == []
    assert "<b>&amp;</b>" in root.find(f"{ATOM}entry/{ATOM}content").text


def test_markup_is_text_on_the_page(event, client):
    slot = a_slot(event, "<b>Loud</b>")
    release(event, "<script>note</script>")
    assert "This is the first release." in client.get("/next/changes").text
    cancel(slot, "<i>why</i>")
    page = client.get("/next/changes")
    assert "Cancelled: “<b>Loud</b>”" in page.text and "<script>note</script>" in page.text
    assert page.html.main.find(["b", "i", "script"]) is None


def test_a_feed_asked_for_again_is_304(event, client):
    a_programme(event)
    release(event)
    tag = client.get("/next/changes.atom").response.headers["ETag"]
    client.get("/next/changes.atom", status=304, headers={"If-None-Match": tag})
    client.get("/next/changes")
    assert client.get("/next/changes").queries == 1


def faults(root):
    """RFC 4287, 4.1.1 and 4.1.2, for the elements that we use."""
    wrong = [] if root.tag == f"{ATOM}feed" else ["no feed"]
    wrong += _one_of(root, "id title updated author", "feed")
    links = [(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")]
    wrong += [] if [rel for rel, _href in links] == ["self", "alternate"] else ["links"]
    wrong += [] if root.findtext(f"{ATOM}author/{ATOM}name") else ["an author without a name"]
    for entry in root.findall(f"{ATOM}entry"):
        wrong += _one_of(entry, "id title updated content published", "entry")
        wrong += [] if entry.find(f"{ATOM}content").get("type") == "text" else ["kind of content"]
        wrong += [] if entry.find(f"{ATOM}link").get("rel") == "alternate" else ["link"]
    for element in root.iter():
        name = element.tag.removeprefix(ATOM)
        if name in ("updated", "published") and not _is_instant(element.text):
            wrong.append(f"{name}: {element.text}")
        if name == "id" and not re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.text):
            wrong.append(f"id: {element.text}")
        if name == "link" and not re.match("https?://", element.get("href")):
            wrong.append(f"link: {element.get('href')}")
    known = "feed id title updated author name link entry published content".split()
    wrong += [el.tag for el in root.iter() if el.tag.removeprefix(ATOM) not in known]
    return wrong


def _one_of(element, names, what):
    return [
        f"{what}: {len(element.findall(ATOM + name))} of {name}"
        for name in names.split()
        if len(element.findall(ATOM + name)) != 1
    ]


def _is_instant(text):
    return datetime.fromisoformat(text).tzinfo is not None and "T" in text


def a_change(kind, **more):
    values = {
        "starts_at": at("10:30"),
        "ends_at": at("11:15"),
        "room": "Studio A",
        "old_starts_at": at("10:30"),
        "old_ends_at": at("11:15"),
        "old_room": "Studio A",
    } | more
    return Change(kind=kind, session="podcast", title="Podcast", slot="s", **values)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            a_change(ChangeKind.ADDED, old_starts_at=None, old_ends_at=None, old_room=""),
            "New: “Podcast”, 10:30–11:15 in Studio A.",
            id="new",
        ),
        pytest.param(
            a_change(ChangeKind.MOVED, old_room="Lab"),
            "“Podcast” is now in Studio A, not in Lab. It stays at 10:30–11:15.",
            id="another room",
        ),
        pytest.param(
            a_change(ChangeKind.MOVED, old_starts_at=at("09:30"), old_ends_at=at("10:15")),
            "“Podcast” is now at 10:30–11:15, not at 09:30–10:15. It stays in Studio A.",
            id="another time",
        ),
        pytest.param(
            a_change(
                ChangeKind.MOVED,
                old_starts_at=at("10:30") - timedelta(days=7),
                old_ends_at=at("11:15") - timedelta(days=7),
            ),
            "“Podcast” is now at 10:30–11:15, Thursday 10 June 2027, not at 10:30–11:15, "
            "Thursday 3 June 2027. It stays in Studio A.",
            id="another day",
        ),
        pytest.param(
            a_change(ChangeKind.CANCELLED),
            "Cancelled: “Podcast”, 10:30–11:15 in Studio A.",
            id="cancelled without a reason",
        ),
        pytest.param(
            a_change(ChangeKind.REOPENED),
            "“Podcast” takes place after all, at 10:30–11:15 in Studio A.",
            id="reopened",
        ),
        pytest.param(
            a_change(ChangeKind.TAKEN_OUT),
            "“Podcast”, 10:30–11:15 in Studio A, is not in the programme any more.",
            id="taken out",
        ),
        pytest.param(
            a_change(ChangeKind.NOTED, because="Bring a pen"),
            "A new note at “Podcast”: Bring a pen",
            id="a note",
        ),
        pytest.param(a_change(ChangeKind.NOTED), "The note at “Podcast” is gone.", id="no note"),
        pytest.param(
            a_change(ChangeKind.PRESENTERS), "Other people present “Podcast”.", id="presenters"
        ),
        pytest.param(
            a_change(ChangeKind.WORDS, parts=("level", "tags", "unheard-of")),
            "New words for “Podcast”: whom it is for, the national offers.",
            id="words",
        ),
    ],
)
def test_sentences(app, change, said):
    with app.test_request_context():
        assert sentence(change) == said
