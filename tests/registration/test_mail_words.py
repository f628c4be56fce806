"""The words of every mail about places: rendered strictly from the values its message gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tests.registration.mail_values import (
    ANSWER_URL,
    DRAW_URL,
    ESCAPED,
    EVENT_URL,
    GIVEN,
    JOIN_URL,
    LONG,
    MY_URL,
    NOTHING,
    OF_EVENT,
    OTHER,
    SESSION,
    SITE,
    TITLE,
    UNTIL,
    WAITS,
    WISHED,
)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDERS = TEMPLATES / "registration" / "email"


@dataclass(frozen=True)
class Case:
    """`subject` and each of `says` must be read; `links` too, in both bodies. `waits`: no place yet."""

    folder: str
    subject: str
    changes: dict[str, Any] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    links: tuple[str, ...] = (MY_URL,)
    waits: bool = False
    of_event: bool = False

    @property
    def values(self) -> dict[str, Any]:
        given = (OF_EVENT if self.of_event else GIVEN)[self.folder]
        assert set(self.changes) <= set(given), "a value that no message gives"
        return given | self.changes


def no(folder: str, subject: str, changes: dict[str, Any], *says: str, **more: Any) -> Case:
    return Case(folder, subject, changes, says, waits=True, **more)


def yes(folder: str, subject: str, changes: dict[str, Any], *says: str, **more: Any) -> Case:
    return Case(folder, subject, changes, says, **more)


APPLIED = WISHED | {"state": "applied", "ticket": "T1CK-ET"}
IN_LINE = WISHED | {"state": "waiting", "position": 7}
DRAWN = WISHED | {"state": "applied"}
SHARED = IN_LINE | {"at_share": True}
INSTEAD = {"instead_of": [OTHER]}
WHO_WAITS = WISHED | {"state": "waiting"}
ONE_TAP = (MY_URL, JOIN_URL, ANSWER_URL)
ASKS = (MY_URL, ANSWER_URL)
CHOOSES = (MY_URL, f"{MY_URL}/choose")
GROUP = (f"{SITE}/group/ghi",)
HELD = ("held for you until", UNTIL, "London time", "goes to the next person")
SHARE_SAYS = ("share of places", "You keep your turn")
FIRST = "You are first on the waiting list"

CASES = [
    yes("sessions_chosen", "Your sessions at", {}, "before you"),
    no("sessions_chosen", "you do not have a place yet", WISHED | {"state": "waiting"}),
    yes("registered", "Your places at", {}, "before you", "comes with this mail", *SHARE_SAYS),
    yes("registered", "Your places at", {"share_until": UNTIL, "one_entry": False}, UNTIL, FIRST),
    yes("registered", "You are registered", NOTHING | {"welcome_words": ""}),
    no("registered", "do not have a place yet", NOTHING | {"waiting": [WAITS]}, "2 people before"),
    no("registered", "You are in the draw", APPLIED, "T1CK-ET", "equal", links=(MY_URL, DRAW_URL)),
    no("registered", "do not have a place yet", IN_LINE, "number 7", "is full", "from now"),
    no("registered", "not have a place yet", SHARED | {"share_until": UNTIL}, UNTIL, *SHARE_SAYS),
    no("registered", "not have a place yet", SHARED, "number 7", *SHARE_SAYS),
    yes("place_added", "Your place in", {}),
    yes("place_added", "Your place in", INSTEAD, "You gave up for it", "Kept until now"),
    no("place_added", "held for you", {"state": "offered"}, "together with the place"),
    no("place_added", "not have a place yet", {"state": "waiting", "ahead": 0}, FIRST),
    no("place_added", "place yet", {"state": "waiting", "ahead": 1, "at_share": True}, *SHARE_SAYS),
    no("place_added", "do not have a place yet", {"state": "applied"}, "We keep your wish"),
    yes("given_up", "You gave up your place", {}, "no longer have one"),
    yes("given_up", "You left the waiting list", {"was": "waiting"}, "not waiting any more"),
    yes("given_up", "You said no", {"was": "offered"}, "Thank you for answering"),
    yes("given_up", "You took back your wish", {"was": "applied"}),
    yes("registration_cancelled", "no longer registered", {}, links=(MY_URL, EVENT_URL)),
    yes("session_cancelled", "Cancelled", {}),
    yes("session_cancelled", "Cancelled", {"because": "The host is ill."}, "The host is ill."),
    yes("session_reopened", "Takes place after all", {}, "do not have a place in it now"),
    yes("links_again", "Your link for", {}, "K7M2-P9QX"),
    yes("moved_up", "You now have a place", {}, "one button", links=ONE_TAP),
    yes("moved_up", "Within a day", {"is_last_day": True}, "within a day", links=ONE_TAP),
    yes("moved_up", "now have a place", INSTEAD, "Kept until now", "next person", links=ONE_TAP),
    yes("offered", "is held for you until", {}, *HELD, "until you take it", links=ASKS),
    yes("accepted", "You now have a place", {}, links=ONE_TAP),
    yes("accepted", "You now have a place", INSTEAD, "Kept until now", links=ONE_TAP),
    yes("admitted", "You now have a place", {}, FIRST, *SHARE_SAYS, links=ONE_TAP),
    yes("admitted", "You now have a place", NOTHING | {"one_entry": False}, links=ASKS),
    yes("admitted", "held for you until", {"until": UNTIL}, *HELD, "become yours", links=ASKS),
    yes("admitted", "held for you until", WISHED | {"until": UNTIL}, *HELD, links=ASKS),
    yes("event_accepted", "You now have a place", {}, "comes with this mail", links=ONE_TAP),
    yes("event_accepted", "You now have a place", {"one_entry": False}, "a mail of its own"),
    no("not_drawn", "the draw is over", {}, "number 7", "check", links=(MY_URL, DRAW_URL)),
    yes("offer_ran_out", "you do not have a place in", {}, "Ask for it again"),
    yes("offer_ran_out", "a place at", {}, of_event=True, links=(MY_URL, EVENT_URL)),
    no("passed_over", "you keep your turn", {}, "another session then", "give the other one up"),
    no("passed_over", "keep your turn", {"why": "share", "until": UNTIL}, UNTIL, *SHARE_SAYS),
    no("passed_over", "Bootcamp: you do not", {"why": "share", "session": None}, *SHARE_SAYS),
    yes("list_closed", "No place came free", {}, "priority next time", links=(f"{EVENT_URL}sess",)),
    yes("list_closed", "came free", {}, of_event=True, links=(f"{EVENT_URL}programme", MY_URL)),
    yes("handed_on", "Ada has taken over", {}, "no longer registered"),
    yes("taken_over", "You now have a place", {}, "Ben", "Bring tea.", "sign in"),
    no("taken_over", "Ben gave you their turn", WHO_WAITS),
    no("taken_over", "Ben gave you an offer", {"state": "offered"}, "become yours"),
    no("taken_over", "their turn", DRAWN, "ticket"),
    yes("group_named", "Ben got a place for you", {}, "choose your sessions", links=CHOOSES),
    no("group_named", "Ben asked for you", WHO_WAITS, "waiting list", links=CHOOSES),
    no("group_named", "Ben asked", {"state": "offered"}, "become yours", links=CHOOSES),
    no("group_named", "Ben asked for you", DRAWN, "in the draw", links=CHOOSES),
    yes("presenter_placed", "presenter or host", {}, "tell the team"),
    yes("presenter_freed", "no longer present", {}, "do not have a place"),
    yes("group_made", "4 places for your group", {}, UNTIL, "London time", links=GROUP),
    yes("group_made", "1 place for", {"confirmed": 1, "waiting": 2}, "2 of you", links=GROUP),
    no("group_made", "your group yet", {"confirmed": 0, "waiting": 1, "share_until": UNTIL},
       "share of places", "1 of you is on", links=GROUP),
    yes("still_coming", "Are you still coming", {}, "I am coming", links=ASKS),
    yes("still_coming", "Please answer", {"is_again": True}, "We asked before", links=ASKS),
    yes("release_told", "ends Wednesday", {}, UNTIL, "London time", "I am coming", links=ASKS),
    yes("release_undone", "You keep your place", {}),
    yes("released", "no longer have a place", {}, "no answer", links=(EVENT_URL, MY_URL)),
    yes("released", "your group", {"because": "no_name"}, "no name", links=(EVENT_URL,)),
]  # fmt: skip


@cache
def words() -> Environment:
    """Templates as the app sets them up, without the app; a missing value fails."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(
        lambda one: one, lambda one, many, n: one if n == 1 else many, newstyle=True
    )
    return env


def shown(folder: str, name: str, values: dict[str, Any]) -> str:
    return words().get_template(f"registration/email/{folder}/{name}").render(**values)


def read(html: str) -> str:
    """What a reader of the page sees, in one line."""
    return " ".join(re.sub(r"(?s)<style>.*</style>|<[^>]*>", " ", html).split())


class Tags(HTMLParser):
    """Elements open at the end, and the addresses of links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "meta"):
            self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(params=CASES, ids=lambda case: f"{case.folder}: {case.subject}")
def case(request) -> Case:
    return request.param


def test_every_folder_is_known_and_has_a_case():
    folders = {path.name for path in FOLDERS.iterdir() if path.is_dir()}
    assert folders == set(GIVEN) == {case.folder for case in CASES}


def test_the_subject_is_one_short_line_that_says_what_is_true(case):
    subject = shown(case.folder, "subject.txt", case.values).strip()
    assert case.subject in subject
    assert "\n" not in subject and len(subject) <= 120
    has_not = re.search(r"do not have (a |the )?places?\b.*\byet", subject)
    assert bool(has_not) == case.waits


def test_the_subject_stays_short_however_long_the_names(case):
    values = dict(case.values)
    values |= {name: LONG for name in ("event", "from_whom", "colleague") if name in values}
    if values.get("session"):
        values["session"] = SESSION | {"title": LONG}
    assert len(shown(case.folder, "subject.txt", values).strip()) <= 120


@pytest.mark.parametrize("body", ["body.txt", "body.html"])
def test_both_bodies_say_it(case, body):
    text = shown(case.folder, body, case.values)
    seen = read(text) if body == "body.html" else " ".join(text.split())
    for words_said in case.says:
        assert words_said.lower() in seen.lower()
    assert "booked" not in seen.lower()
    for slip in ("None", "%(", "{{", "}}", "{%", "Undefined", "..", " ,", " ."):
        assert slip not in seen
    for link in case.links:
        assert link in text
    first = seen.split("Hello Siân, ")[1][:220]
    assert ("do not have" in first.lower() or "does not have" in first) or not case.waits


def test_the_text_is_plain_and_tidy(case):
    text = shown(case.folder, "body.txt", case.values)
    assert "\n\n\n" not in text.strip()
    assert "&amp;" not in text and "</p>" not in text
    assert "team@example.org" in text
    is_for_the_lead = case.folder == "group_made" or case.values.get("because") == "no_name"
    assert ("Your day, and giving up a place:" in text) != is_for_the_lead
    assert (MY_URL in text) != is_for_the_lead


def test_the_page_is_whole_and_escapes_what_people_wrote(case):
    values = case.values | {"name": TITLE, "event": TITLE}
    html = shown(case.folder, "body.html", values)
    tags = Tags(html)
    assert tags.open == []
    assert tags.links and all(link.startswith(SITE) for link in tags.links)
    assert "<b>" not in html and ESCAPED in html and "&amp;lt;" not in html
    asks_for_nothing = case.folder == "handed_on" or case.values.get("because") == "no_name"
    assert ('class="button"' in html) != asks_for_nothing
