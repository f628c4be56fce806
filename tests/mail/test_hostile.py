"""What people call themselves and their sessions, in every mail of the product: plain words."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from app.mail import jobs
from tests.support.linkifying import links_in
from tests.support.mails import MAILS, READER, values_of, written

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
HOSTILE = (
    'Ada\r\nBcc: x@evil.example\r\n\r\n<img src=x onerror=a()><a href="https://evil.example">free</a> '
    "www.evil.org evil.example/x \u202egro.live\u202c =?utf-8?q?x?= \x00\x07\u200b "
    "tel:0900 \\\\evil\\share {name} {{ 7*7 }} %(name)s "
)
# They choose what a mail says and are never a person's words.
CHOOSE = {
    "state",
    "was",
    "why",
    "step",
    "decision",
    "about",
    "skipped",
    "method",
    "reason",
    "answer",
    "asked",
}
ADDRESSES = re.compile("(_url|link)$")
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "MIME-Version",
]


def spoilt(value: Any, key: str = "", depth: int = 0) -> Any:
    """The same values, with each text that somebody may have typed made hostile. `own` is finished words."""
    if key in ("own", "passcode"):
        return value
    if isinstance(value, dict):
        return {inner: spoilt(one, inner, depth + 1) for inner, one in value.items()}
    if isinstance(value, list):
        return [spoilt(one, key, depth) for one in value]
    is_ours = ADDRESSES.search(key) or key in ("contact", "email") or (key in CHOOSE)
    if (
        not isinstance(value, str)
        or not value
        or is_ours
        or (key in ("role", "because") and depth == 1)
    ):
        return value
    return HOSTILE


@pytest.mark.parametrize("mail", MAILS, ids=str)
def test_no_link_no_markup_no_header_comes_of_what_people_typed(app, event, mail):
    ours = app.config["SETTINGS"].public_url
    row = written(mail, spoilt(values_of(mail, event)), name=HOSTILE)
    message = message_from_bytes(jobs.build(row).raw, policy=policy.default)
    assert list(message.keys()) == HEADERS
    assert len(message.get_all("Subject")) == 1 and "\n" not in message["Subject"]
    assert [one.addr_spec for one in message["To"].addresses] == [READER]
    plain, html = (part.get_content() for part in message.iter_parts())
    soup = BeautifulSoup(html, "html.parser")
    theirs = [a["href"] for a in soup.find_all("a") if not a["href"].startswith(f"{ours}/")]
    assert theirs in ([], ["https://council.example/rooms"])
    assert soup.find_all(["img", "script", "iframe", "form"]) == []
    assert not any(name.startswith("on") for tag in soup.find_all(True) for name in tag.attrs)
    soup.style.extract()
    for text in (message["Subject"], plain, soup.get_text("\n")):
        rest = re.sub(rf"{re.escape(ours)}/\S*", " ", text)
        rest = rest.replace(event.policies.contact_email, " ").replace(READER, " ")
        rest = rest.replace("https://council.example/rooms", " ")
        assert links_in(rest) == []
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\u200b]", rest)
        assert "49" not in rest.replace("7*7", "")


def test_every_folder_is_looked_at():
    folders = {str(p.relative_to(TEMPLATES)) for p in TEMPLATES.glob("*/email/*") if p.is_dir()}
    assert folders == {mail.template for mail in MAILS}


@pytest.mark.parametrize("mail", MAILS, ids=str)
def test_values_that_nobody_spoilt_are_as_they_were(app, event, mail):
    row = written(mail, values_of(mail, event))
    names_a_file = mail.template == "materials/email/infected"
    assert "\u200a" not in row.subject + row.text or names_a_file
    assert "\n\n\n" not in row.text and "None" not in row.text and "Undefined" not in row.text
    for line in row.text.splitlines():
        assert len(links_in(line)) <= 1 and line == line.rstrip()
