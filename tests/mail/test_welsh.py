"""Mails to people who chose Welsh: every word of ours, every date, and the marks in them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from app.events.actions import edit_policies
from app.kernel.shown import Shown, day, moment, span
from app.kernel.transaction import transaction
from app.mail import jobs
from tests.support.builders import DAY, a_registration, a_slot, at

ROOT = Path(__file__).resolve().parents[2]
# Those who come to an event get mails of these, and choose the language of them.
THEIRS = ("registration", "invites", "campaigns", "certificates")
PLURALS = 5  # other, one, two, three, six


def said() -> dict[str | tuple[str, str], list[str]]:
    """Every text of these mails, and where it is."""
    found: dict[str | tuple[str, str], list[str]] = {}
    files = [p for name in THEIRS for p in (ROOT / "templates" / name / "email").rglob("*.*")]
    for path in (*files, *(ROOT / "templates" / "layouts").glob("email.*")):
        with path.open("rb") as file:
            options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
            for line, _function, text, _notes in babel_extract(
                file, ("_", "ngettext"), [], options
            ):
                texts = (text,) if isinstance(text, str) else tuple(one for one in text if one)
                key = texts if len(texts) == 2 else texts[0]
                found.setdefault(key, []).append(f"{path.relative_to(ROOT)}:{line}")
    return found


@pytest.fixture(scope="module")
def catalogue():
    with (ROOT / "translations" / "cy" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="cy")


def test_nothing_is_left_untranslated(catalogue):
    missing = {}
    for text, places in said().items():
        message = catalogue.get(text if isinstance(text, str) else text[0])
        forms = message.string if message else ""
        forms = (forms,) if isinstance(forms, str) else forms
        wanted = 1 if isinstance(text, str) else PLURALS
        if len(forms) != wanted or not all(forms):
            missing[text] = places
    assert missing == {}


def test_nothing_is_translated_that_nobody_says(catalogue):
    ids = {one.id for one in catalogue if one.id}
    assert ids - set(said()) == set()


def test_placeholders_agree(catalogue):
    def marks(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)[sd]|%(?!\()", text))

    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.id, str):
            good = marks(message.id) == marks(message.string)
        else:
            one, many = map(marks, message.id)
            forms = list(map(marks, message.string))
            good = forms == [many, one, many, many, many]
        if not good:
            wrong.append(message.id)
    assert wrong == []


def test_dates_write_themselves_again():
    made = [day(DAY), moment(at("10:30")), span(at("10:30"), at("11:15"))]
    assert made == ["Thursday 10 June 2027", "Thursday 10 June 2027, 10:30", "10:30 to 11:15"]
    assert [one.written_in("cy") for one in made] == [
        "Dydd Iau 10 Mehefin 2027", "Dydd Iau 10 Mehefin 2027, 10:30", "10:30 i 11:15",
    ]  # fmt: skip
    assert all(type(one.written_in("en")) is str for one in made)
    assert isinstance(made[0], Shown) and type(made[0][:3]) is str


@pytest.fixture
def welsh(event):
    with transaction():
        policy = replace(event.policies.mails, welsh=True)
        edit_policies(event.id, mails=policy, now=event.created_at, actor="builder")
    return event


def test_who_chose_welsh_reads_welsh(welsh, outbox):
    slot = a_slot(welsh)
    a_registration(welsh, [slot], language="cy")
    a_registration(welsh, [slot])
    cymraeg, english = outbox()
    assert cymraeg.subject == "Eich lleoedd yn Digital Bootcamp next, Dydd Iau 10 Mehefin 2027"
    assert cymraeg.text.startswith("Helo Ada Bryn,\n\nRydych wedi’ch cofrestru ar gyfer ")
    assert "10:30 i 11:15" in cymraeg.text and "Thursday" not in cymraeg.text
    assert english.subject == "Your places at Digital Bootcamp next, Thursday 10 June 2027"
    raw = jobs.build(cymraeg).raw.decode()
    assert '<html lang=3D"cy">' in raw and "Mae gennych le yn" in raw
    assert '<html lang=3D"en">' in jobs.build(english).raw.decode()


def test_where_an_event_writes_english_only_nobody_gets_welsh(event, outbox):
    a_registration(event, language="cy")
    assert outbox()[0].language == "en" and outbox()[0].text.startswith("Hello")


def test_of_two_plurals_the_right_one(welsh, outbox):
    slot = a_slot(welsh, capacity=0)
    for _ in range(4):
        a_registration(welsh, [slot], language="cy")
    lines = [re.search(r"Chi yw’r cyntaf|gyda .* o’ch blaen", row.text)[0] for row in outbox()]
    assert lines == ["Chi yw’r cyntaf", "gyda 1 person o’ch blaen", "gyda 2 berson o’ch blaen",
                     "gyda 3 pherson o’ch blaen"]  # fmt: skip
