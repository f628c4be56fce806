"""How values are shown to people: dates and times on a London clock, in words. Template filters.

Pages are in English. A mail is written in its reader's language, and what it shows is put together before
anybody has asked which that is: by whoever knows the dates, far from the person. So these functions give
`Shown`, a text in English that can be written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Self

from flask import Flask
from markupsafe import Markup

from app.kernel.clock import london

# Weekdays from Monday and months from January; Welsh as the Unicode CLDR has it (cy, wide, format).
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "cy": [f"Dydd {name}" for name in "Llun Mawrth Mercher Iau Gwener Sadwrn Sul".split()],
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr".split(),
}
TO = {"en": "to", "cy": "i"}
ENGLISH = "en"


class Shown(str):
    """A value in words: a text in English like any other, which `written_in` writes in another language.

    What is done to it as a text (cut, joined, upper case) gives a plain text, in English for good; so it
    is handed on as it is, and pieces are put together inside of `Shown`, not around it.
    """

    __slots__ = ("_write",)
    _write: Callable[[str], str]

    def __new__(cls, write: Callable[[str], str]) -> Self:
        made = super().__new__(cls, write(ENGLISH))
        made._write = write
        return made

    def written_in(self, language: str) -> str:
        """The same value as a plain text in one of the languages of `kernel.babel`."""
        return self._write(language)


def day(value: date | datetime) -> Shown:
    """Thursday 12 November 2020."""
    return Shown(lambda language: _day(value, language))


def clock_time(value: datetime) -> str:
    """10:30, in London, in any language."""
    return london(value).strftime("%H:%M")


def moment(value: datetime) -> Shown:
    """Thursday 12 November 2020, 10:30."""
    return Shown(lambda language: f"{_day(value, language)}, {clock_time(value)}")


def span(starts_at: datetime, ends_at: datetime) -> Shown:
    """10:30 to 11:15."""
    from_to = clock_time(starts_at), clock_time(ends_at)
    return Shown(lambda language: f"{from_to[0]} {TO[language]} {from_to[1]}")


def short_moment(value: datetime) -> str:
    """12 Nov 2020, 10:30: for tables."""
    on = london(value)
    return f"{on.day} {MONTHS[ENGLISH][on.month - 1][:3]} {on.year}, {clock_time(value)}"


def _day(value: date | datetime, language: str) -> str:
    on = london(value) if isinstance(value, datetime) else value
    weekday, month = WEEKDAYS[language][on.weekday()], MONTHS[language][on.month - 1]
    return f"{weekday} {on.day} {month} {on.year}"


def zone(value: datetime) -> str:
    """GMT or BST, as the clocks in London stand at that instant."""
    return london(value).tzname() or ""


def hours_and_minutes(minutes: int) -> str:
    """3 h 15 min."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""]
    return " ".join(part for part in parts if part)


def file_size(size: int) -> str:
    """1.2 MB, 340 KB: as people say it, in thousands; `size` in bytes."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text a person typed: split at empty lines, each without its line ends."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def options(choices: Iterable[tuple[str, str, str]], chosen: str) -> Markup:
    """The options of a select, each (value, label, what else finds it), with the chosen one selected.

    A list of two hundred is the same for everybody and a third of its page's time, so it is made once.
    """
    made = _options(tuple(choices))
    mark = Markup('<option value="{}"').format(chosen)
    return made.replace(mark, mark + Markup(" selected"), 1) if chosen else made


@lru_cache(maxsize=16)
def _options(choices: tuple[tuple[str, str, str], ...]) -> Markup:
    option = Markup('<option value="{}"{}>{}</option>\n')
    data = Markup(' data-also="{}"')
    return Markup().join(
        option.format(value, data.format(also) if also else "", label)
        for value, label, also in choices
    )


FILTERS: dict[str, Any] = {
    "day": day,
    "clock_time": clock_time,
    "moment": moment,
    "short_moment": short_moment,
    "zone": zone,
    "hours_and_minutes": hours_and_minutes,
    "file_size": file_size,
    "paragraphs": paragraphs,
    "lines": lines,
    "options": options,
}


def add_filters(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)
