"""Organisers' own words: what is refused, and how they are spelt with a mail's values."""

from __future__ import annotations

import pytest

from app.mail import errors
from app.mail.rules import Wordable, Wordables, check_words, own_opening, own_subject

KNOWN = {"name": "name", "session": "session.title", "until": "until"}
MAIL = Wordable(
    template="registration/email/offered", name="", when="", placeholders=KNOWN, needs=("until",)
)
VALUES = {"name": "Siân", "session": {"title": "Podcasts"}, "until": "Thursday"}


def text_of(words: str, values=VALUES) -> list[list[list[tuple[str, str]]]]:
    return [
        [[(piece["text"], piece["href"]) for piece in line] for line in paragraph]
        for paragraph in own_opening(words, MAIL, values)
    ]


@pytest.mark.parametrize(
    ("words", "refusal", "says"),
    [
        pytest.param("Hello {name}, {until}", None, "", id="known ones"),
        pytest.param("{until} and 50%, %(name)s, $name, <b>", None, "", id="no other language"),
        pytest.param("{until} {nmae}", errors.UnknownPlaceholder, "{nmae}", id="mistyped"),
        pytest.param("{until} {Name}", errors.UnknownPlaceholder, "{Name}", id="capital"),
        pytest.param("{until} {first name}", errors.UnknownPlaceholder, "{first name}", id="space"),
        pytest.param("{until} {{ name }}", errors.WordsRefused, "{", id="template language"),
        pytest.param("{until} {name.__class__}", errors.UnknownPlaceholder, "__class__", id="dunder"),
        pytest.param("{until} {", errors.StrayBrace, "{until} {", id="one that opens"),
        pytest.param("{until} so}", errors.StrayBrace, "so}", id="one that closes"),
        pytest.param("{until} {}", errors.StrayBrace, "{}", id="an empty one"),
        pytest.param("{name}", errors.LeftOut, "{until}", id="what must stay"),
        pytest.param("{until} https://a.example/{name}", errors.InsideLink, "{name}", id="in a link"),
        pytest.param("{until}" + "x" * 5001, errors.WordsTooLong, "too long", id="too long"),
        pytest.param("{until}\x00\u202e", None, "", id="signs that are not seen"),
    ],
)  # fmt: skip
def test_words_are_checked(app, words, refusal, says):
    if refusal is None:
        check_words(words, KNOWN, longest=5000, needs=MAIL.needs)
        return
    with pytest.raises(refusal) as refused:
        check_words(words, KNOWN, longest=5000, needs=MAIL.needs)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        pytest.param("Hello {name}", [[[("Hello ", ""), ("Siân", "")]]], id="a value"),
        pytest.param("{session}", [[[("Podcasts", "")]]], id="a value inside another"),
        pytest.param("a\r\n\r\n \r\nb\nc", [[[("a", "")]], [[("b", "")], [("c", "")]]], id="paragraphs"),
        pytest.param("See https://a.example/x.", [[[("See ", ""), ("https://a.example/x",) * 2, (".", "")]]],
                     id="a link without the full stop"),
        pytest.param("(HTTPS://a.example)", [[[("(", ""), ("HTTPS://a.example",) * 2, (")", "")]]],
                     id="capitals"),
        pytest.param("http://a.example", [[[("http://a.example", "")]]], id="no other scheme"),
        pytest.param("https://bank.example@evil.example/", [[[("https://bank.example@evil.example/", "")]]],
                     id="a host that hides behind another"),
        pytest.param("https://localhost", [[[("https://localhost", "")]]], id="a host without a dot"),
        pytest.param("https://[", [[[("https://[", "")]]], id="no address at all"),
        pytest.param("javascript:alert(1)", [[[("javascript:alert(1)", "")]]], id="a script"),
        pytest.param("\n\n  \n", [], id="nothing"),
    ],
)  # fmt: skip
def test_openings_are_spelt(words, spelt):
    assert text_of(words) == spelt


def test_what_comes_out_of_a_value_is_never_a_placeholder_or_a_link():
    values = VALUES | {"name": "{until} https://evil.example"}
    assert text_of("{name}", values) == [[[("{until} https://evil.example", "")]]]


def test_a_value_that_is_not_there_is_nothing():
    assert text_of("x {session}", {"session": None}) == [[[("x ", "")]]]
    assert own_subject("x {until}", MAIL, {}) == "x"


def test_a_subject_is_one_short_line():
    values = VALUES | {"name": "Long " * 40}
    subject = own_subject("A\r\nBcc: {name}!", MAIL, values)
    assert subject.startswith("A Bcc: Long") and subject.endswith("…!")
    assert len(subject) <= 70


def test_which_mail_it_is_is_said_by_its_values():
    waits = Wordable(
        template="t/email/x", name="", when="", placeholders={}, variant=("state", "waiting")
    )
    every = Wordables([MAIL, waits])
    assert every.of("t/email/x", {"state": "waiting"}) is waits
    assert every.of("t/email/x", {"state": "confirmed"}) is None
    assert every.of("registration/email/offered", {}) is MAIL
    assert every.at("t-x-waiting") is waits
    assert every.at("registration-offered") is MAIL
