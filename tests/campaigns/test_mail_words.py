"""The words of every mail of a campaign: rendered strictly from the values its message gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.campaigns.messages import WORDABLE
from tests.registration.mail_values import COMMON, DAY, ESCAPED, LEAD, MY_URL, SESSION, SITE, TITLE
from tests.registration.mail_values import JOIN_URL as JOIN
from tests.registration.test_mail_words import Tags, read, words

FOLDERS = Path(__file__).resolve().parents[2] / "templates" / "campaigns" / "email"
DESK, REVIEWS, LEAVE = f"{SITE}/s/abc", f"{SITE}/next/manage/reviews", f"{SITE}/n/abc"
ROW = SESSION | {"join_url": JOIN}
DIAL = {"number": "01632 960001", "meeting": "555 0100", "passcode": "owl-42"}
OWN = {
    "subject": "About tea",
    "opening": [
        [[{"text": "Hello Siân,", "href": ""}]],
        [
            [{"text": "Bring ", "href": ""}, {"text": f"{SITE}/tea", "href": f"{SITE}/tea"}],
            [{"text": "10:30 to 11:15  A & B", "href": ""}],
        ],
    ],
}
MINE = {name: value for name, value in COMMON.items() if name != "reference"}
# For each folder exactly the values that its message gives.
GIVEN: dict[str, dict[str, Any]] = {
    "week_before": MINE | {"sessions": [ROW]},
    "day_before": MINE | {"sessions": [ROW]},
    "hour_before": MINE | {"sessions": [ROW | {"dial_in": None}], "first": ROW, "opens": "10:15"},
    "after": MINE | {"minimum_sessions": 1},
    "week_after": MINE | {"rows": [{"title": TITLE, "see_url": f"{SITE}/next/sessions/a"}]},
    "tech_check": LEAD | {"desk_url": DESK},
    "reviews_left": LEAD | {"left": 3, "ends": f"{DAY}, 10:30", "reviews_url": REVIEWS},
    "group": LEAD | {"own": OWN},
    "news": LEAD | {"own": OWN, "leave_url": LEAVE},
}


@dataclass(frozen=True)
class Case:
    """`subject` and each of `says` must be read; `links` too, in both bodies."""

    folder: str
    subject: str
    says: tuple[str, ...] = ()
    links: tuple[str, ...] = (MY_URL,)
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        assert set(self.changes) <= set(GIVEN[self.folder]), "a value that no message gives"
        return GIVEN[self.folder] | self.changes


CASES = [
    Case("week_before", "Soon: your sessions", ("10:30 to 11:15", "give your place up now")),
    Case("week_before", "Soon: your sessions", ("not chosen a session",), changes={"sessions": []}),
    Case("day_before", "your links for", ("own link", "sound and picture", "asked for something"),
         (MY_URL, JOIN)),
    Case("day_before", "your links for", ("still has room",), changes={"sessions": []}),
    Case("hour_before", "Begins soon", ("yours alone",), (JOIN,)),
    Case("hour_before", "Begins soon", ("By telephone: 01632 960001", "owl-42"), (JOIN,),
         {"sessions": [ROW | {"dial_in": DIAL}]}),
    Case("after", "Thank you", ("at least one session", "What could be better?")),
    Case("after", "Thank you", ("at least 3 sessions",), changes={"minimum_sessions": 3}),
    Case("week_after", "Slides and recordings", ("read and watch again",),
         (MY_URL, f"{SITE}/next/sessions/a")),
    Case("tech_check", "Try sound and picture", ("ten minutes",), (DESK,)),
    Case("reviews_left", "3 proposals", ("London time", "3 proposals left"), (REVIEWS,)),
    Case("reviews_left", "1 proposal for", ("1 proposal left",), (REVIEWS,), {"left": 1}),
    Case("group", "About tea", ("10:30 to 11:15",), (f"{SITE}/tea",)),
    Case("news", "About tea", ("since you asked for news",), (f"{SITE}/tea", LEAVE)),
]  # fmt: skip


def shown(folder: str, name: str, values: dict[str, Any]) -> str:
    return words().get_template(f"campaigns/email/{folder}/{name}").render(**values)


@pytest.fixture(params=CASES, ids=lambda case: f"{case.folder}: {case.subject}")
def case(request) -> Case:
    return request.param


def test_every_folder_is_known_and_has_a_case():
    folders = {path.name for path in FOLDERS.iterdir() if path.is_dir()}
    assert folders == set(GIVEN) == {case.folder for case in CASES}


def test_each_reminder_can_be_worded():
    assert {one.template.rsplit("/", 1)[1] for one in WORDABLE} == set(GIVEN) - {"group", "news"}


@pytest.mark.parametrize("wordable", WORDABLE, ids=lambda one: one.slug)
def test_its_placeholders_are_values_that_its_message_gives(wordable):
    for path in wordable.placeholders.values():
        value: Any = GIVEN[wordable.template.rsplit("/", 1)[1]]
        for part in path.split("."):
            value = value[part]
        assert isinstance(value, str)


def test_the_subject_is_one_short_line(case):
    for values in (case.values, case.values | {"event": "Very long " * 40}):
        subject = shown(case.folder, "subject.txt", values).strip()
        assert case.subject in subject and "\n" not in subject and len(subject) <= 130


@pytest.mark.parametrize("body", ["body.txt", "body.html"])
def test_both_bodies_say_it(case, body):
    text = shown(case.folder, body, case.values)
    seen = read(text) if body == "body.html" else " ".join(text.split())
    for said in case.says:
        assert said.lower() in seen.lower()
    for slip in ("None", "%(", "{{", "}}", "{%", "Undefined", "..", " ,", " ."):
        assert slip not in seen
    for link in case.links:
        assert link in text
    assert "Hello Siân," in seen and "team@example.org" in seen


def test_the_text_is_plain_and_tidy(case):
    text = shown(case.folder, "body.txt", case.values).strip()
    assert "\n\n\n" not in text and "&amp;" not in text and "</p>" not in text
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)


def test_the_page_is_whole_and_escapes_what_people_wrote(case):
    html = shown(case.folder, "body.html", case.values | {"event": TITLE, "name": TITLE})
    tags = Tags(html)
    assert tags.open == []
    assert tags.links and all(link.startswith(SITE) for link in tags.links)
    assert "<b>" not in html and ESCAPED in html and "&amp;lt;" not in html


@pytest.mark.parametrize("folder", sorted(set(GIVEN) - {"group", "news"}))
def test_organisers_own_words_take_the_place_of_the_opening_alone(folder):
    values = GIVEN[folder] | {"own": OWN}
    for body in ("body.txt", "body.html"):
        with_own, without = shown(folder, body, values), shown(folder, body, GIVEN[folder])
        assert "Bring" in with_own and "Bring" not in without
        for link in re.findall(r"https://bootcamp\.test/(?!tea)[^\s\"<]+", without):
            assert link in with_own
