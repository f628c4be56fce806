"""Values as HTML."""

from bs4 import BeautifulSoup

from app.kernel.shown import options

CHOICES = (("york", "York", ""), ('a"b', "<b>", 'x"|<y>'))


def read(html):
    found = BeautifulSoup(html, "html.parser").find_all("option")
    return [(o["value"], o.text, o.get("data-also"), "selected" in o.attrs) for o in found]


def test_options_are_escaped_and_the_chosen_one_is_selected():
    plain = [("york", "York", None, False), ('a"b', "<b>", 'x"|<y>', False)]
    assert read(options(CHOICES, "")) == plain
    assert [row[3] for row in read(options(CHOICES, "york"))] == [True, False]
    assert [row[3] for row in read(options(CHOICES, 'a"b'))] == [False, True]


def test_what_was_typed_and_is_no_option_changes_nothing():
    for typed in ("<b>", '"><script>', 'york" selected', "yor"):
        assert options(CHOICES, typed) == options(CHOICES, "")
