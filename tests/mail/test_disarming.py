"""Users' text in mails: no link, no header, nothing unseen; readable all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mail.rules import HAIR_SPACE, disarmed, disarmed_values
from tests.support.linkifying import links_in

OURS = "https://bootcamp.test"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("Siân O’Neil, St. Helens", "Siân O’Neil, St. Helens", id="a name"),
        pytest.param("10:30 to 11:15. Libraries 2.0, 1.5 hours", "10:30 to 11:15. Libraries 2.0, 1.5 hours",
                     id="times and numbers"),
        pytest.param("So... 50/50? (a.) C# & <b>", "So... 50/50? (a.) C# & <b>", id="signs"),
        pytest.param("🏴󠁧󠁢󠁷󠁬󠁳󠁿 👩‍💻 ไทย ע", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 👩‍💻 ไทย ע", id="all scripts and flags"),
        pytest.param("St.Helens", "St. Helens", id="a full stop without its space"),
        pytest.param("evil.example/x", "evil. example/x", id="a bare host"),
        pytest.param("https://evil.example", "https: / /evil. example", id="an address"),
        pytest.param("www.evil.co.uk", "www. evil. co. uk", id="www"),
        pytest.param("a@b.org", "a@ b. org", id="a mail address"),
        pytest.param("mailto:a tel:0161 javascript:x", "mailto: a tel: 0161 javascript: x", id="schemes"),
        pytest.param("192.0.2.1:80", "192. 0. 2. 1:80", id="a number of a host"),
        pytest.param("\\\\host\\share", "\\ \\host\\share", id="a Windows share"),
        pytest.param("evil。com evil．com", "evil。 com evil． com", id="other full stops"),
        pytest.param("ev\u200bil.c\u00adom", "evil. com", id="signs that are not seen"),
        pytest.param("evil.\u200dcom", "evil. \u200dcom", id="a joiner after the stop"),
        pytest.param("=?utf-8?q?x?=", "= ?utf-8?q?x?=", id="the mark of an encoded word"),
        pytest.param("a\r\nBcc: b\x00\x85\u2028c\td", "a Bcc: b c d", id="lines and control characters"),
        pytest.param("\u202egpj.exe\u2066x\u2069", "gpj. exex", id="another direction"),
    ],
)  # fmt: skip
def test_text_is_disarmed(text, plain):
    assert disarmed(text).replace(HAIR_SPACE, " ") == plain
    assert links_in(disarmed(text)) == []


@given(st.text(st.sampled_from("ab.:/@\\ w1=?\u200b\u202e\r\n。"), max_size=40))
def test_nothing_looks_like_a_link_whatever_was_typed(text):
    plain = disarmed(text)
    assert links_in(plain) == []
    assert "=?" not in plain and "\n" not in plain and "\r" not in plain
    assert disarmed(plain) == plain


def test_values_are_disarmed_however_deep_and_ours_are_left():
    values = {
        "name": "evil.example",
        "my_url": f"{OURS}/p/abc",
        "other_url": "https://evil.example/x",
        "near_url": f"{OURS}.evil.example/x",
        "quoted_url": f'{OURS}/" onclick="x',
        "email": "ada@example.org",
        "noted_by": "ada@example.org www.evil.org",
        "contact": "team@example.org",
        "notice": "See https://council.example",
        "rows": [{"title": "a.b", "join_url": f"{OURS}/j/1"}, "www.x.org"],
        "number": 7, "none": None, "yes": True,
    }  # fmt: skip
    made = disarmed_values(values, ours=OURS)
    kept = ("my_url", "email", "contact", "notice", "number", "none", "yes")
    assert {key: made[key] for key in kept} == {key: values[key] for key in kept}
    assert made["rows"][0]["join_url"] == f"{OURS}/j/1"
    spoilt = [
        made["name"],
        made["other_url"],
        made["near_url"],
        made["quoted_url"],
        made["noted_by"],
        made["rows"][1],
    ]
    assert all(HAIR_SPACE in one for one in (*spoilt, made["rows"][0]["title"]))
    assert values["rows"][0]["title"] == "a.b", "what was given is left as it was"
