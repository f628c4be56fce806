"""What is frozen at issue: text, and back from JSON the same."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.certificates.content import CertificateContent
from app.certificates.qr import qr_svg
from app.certificates.words import learning_time
from tests.certificates.samples import content, english, strings_of

PROJECT = Path(__file__).parents[2]


def test_back_from_json_the_same():
    made = content()
    assert CertificateContent.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_control_characters_do_not_come_in():
    made = content(person_name="Ann\x00\r\n\x1bPrice\ud800", organisers_text="a\x07\r\nb")
    assert made.person_name == "Ann Price"
    assert made.organisers_paragraphs == ["a", "b"]
    assert CertificateContent.from_json(made.to_json()) == made


@pytest.mark.parametrize(
    "change", [{"verify_url": "javascript:alert(1)"}, {"language": "en GB"}, {"language": ""}]
)
def test_refused(change):
    with pytest.raises(ValueError):
        content(**change)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min of sessions attended"),
        (45, "45 min of sessions attended"),
        (120, "2 h of sessions attended"),
        (195, "3 h 15 min of sessions attended"),
    ],
)
def test_learning_time(minutes, words):
    assert learning_time(minutes, english) == words


def test_the_title_says_whose_it_is():
    made = content(issued_on=date(2020, 11, 13))
    assert made.title == "Certificate of attendance: Siân Ŵyn-Llewellyn, Digital Bootcamp 2020"


def test_the_sample_names_every_string_of_the_content():
    shown = " ".join(strings_of(content()))
    values = [value for value in content().to_json().values() if isinstance(value, str)]
    hidden = {"en-GB", "2020-11-13", content().verify_url, content().organisers_text}
    assert [value for value in values if value not in hidden and value not in shown] == []


def test_equal_address_gives_an_equal_picture_in_any_process():
    code = (
        "from app.certificates.qr import qr_svg;"
        "print(qr_svg('https://example.org/verify/x', alternative='a'))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == qr_svg("https://example.org/verify/x", alternative="a")


def test_words_in_the_picture_are_text_and_long_addresses_fit():
    svg = qr_svg("https://example.org/" + "a" * 300, alternative="</title><script>")
    assert "<script>" not in svg and "&lt;script&gt;" in svg
    (side,) = re.findall(r'viewBox="0 0 (\d+) \1"', svg)
    assert int(side) > 45
