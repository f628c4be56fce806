"""How values are shown to people: dates and times on a London clock, in words. Template filters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import Flask
from markupsafe import Markup

from app.kernel.clock import london

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def day(value: date | datetime) -> str:
    """Thursday 12 November 2020."""
    on = london(value) if isinstance(value, datetime) else value
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def clock_time(value: datetime) -> str:
    """10:30, in London."""
    return london(value).strftime("%H:%M")


def moment(value: datetime) -> str:
    """Thursday 12 November 2020, 10:30."""
    return f"{day(value)}, {clock_time(value)}"


def short_moment(value: datetime) -> str:
    """12 Nov 2020, 10:30: for tables."""
    on = london(value)
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}, {clock_time(value)}"


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
