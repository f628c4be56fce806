"""The picture that goes with a session where its address is shared: 1200 by 630 pixels, as Open Graph
(https://ogp.me) readers want it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from flask import current_app
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
DEEP, WHITE, MARIGOLD, PALE = "#0b3b44", "#ffffff", "#f4b23e", "#c9d9db"
BOLD, REGULAR = "AtkinsonHyperlegibleNext_700Bold.ttf", "AtkinsonHyperlegibleNext_400Regular.ttf"
# The system's own, for letters that ours do not have, and where ours were not built.
OTHERS = ("Lohit-Devanagari.ttf", "DroidSansFallbackFull.ttf")
INSTEAD = {BOLD: ("DejaVuSans-Bold.ttf", *OTHERS), REGULAR: ("DejaVuSans.ttf", *OTHERS)}
TITLE_SIZES = (84, 76, 68, 60, 52, 46)
TITLE_LINES, SMALL_LINES = 4, 2
TITLE_ROOM = 330  # pixels from the first line's top to the last one's end
SMALL = 36
ELLIPSIS = "…"
_NOWHERE = "\U0010fffd"  # a private character: no font of ours draws it

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class Card:
    """What the picture says. `when` is empty for what has no time."""

    title: str
    services: str
    when: str
    event: str


def draw(card: Card) -> bytes:
    """A PNG, the same for the same words."""
    image = Image.new("RGB", (WIDTH, HEIGHT), DEEP)
    pen = ImageDraw.Draw(image)
    _mark(pen)
    bold = _font(BOLD, SMALL, card.event)
    for line in lines_of(card.event, bold.getlength, width=WIDTH - 2 * MARGIN - 76, most=1):
        pen.text((MARGIN + 76, 62), line, fill=WHITE, font=bold)
    font, lines = _title(card.title)
    top = 148
    for line in lines:
        pen.text((MARGIN, top), line, fill=WHITE, font=font)
        top += _step(font)
    pen.rectangle((MARGIN, HEIGHT - 150, MARGIN + 120, HEIGHT - 142), fill=MARIGOLD)
    small = _font(REGULAR, SMALL, card.services + card.when)
    _end(pen, small, card)
    data = BytesIO()
    image.save(data, "PNG", optimize=False)
    return data.getvalue()


def lines_of(text: str, width_of: Callable[[str], float], *, width: float, most: int) -> list[str]:
    """The text in lines no wider than `width`, words kept whole where they fit; what does not go into
    `most` lines ends with an ellipsis. Pure but for measuring."""
    words = [part for word in text.split() for part in _parts(word, width_of, width)]
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + ELLIPSIS]


def _parts(word: str, width_of: Callable[[str], float], width: float) -> Sequence[str]:
    """A word wider than a line, in pieces that fit."""
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _title(title: str) -> tuple[Font, list[str]]:
    """In the largest letters in which all of it fits; the smallest cut it off."""
    for size in TITLE_SIZES:
        font = _font(BOLD, size, title)
        lines = lines_of(title, font.getlength, width=WIDTH - 2 * MARGIN, most=TITLE_LINES + 1)
        if len(lines) <= TITLE_LINES and len(lines) * _step(font) <= TITLE_ROOM:
            return font, lines
    most = min(TITLE_LINES + 1, TITLE_ROOM // _step(font))
    return font, lines_of(title, font.getlength, width=WIDTH - 2 * MARGIN, most=most)


def _end(pen: ImageDraw.ImageDraw, font: Font, card: Card) -> None:
    width = WIDTH - 2 * MARGIN
    services = lines_of(card.services, font.getlength, width=width, most=1)
    when = lines_of(card.when, font.getlength, width=width, most=1)
    for number, line in enumerate((services + when)[:SMALL_LINES]):
        colour = PALE if line in when else WHITE
        pen.text((MARGIN, HEIGHT - 126 + number * 46), line, fill=colour, font=font)


def _mark(pen: ImageDraw.ImageDraw) -> None:
    """The open book of the pages' header, half again as large."""
    left, top = MARGIN - 6, 54

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(left + x * 1.6, top + y * 1.6) for x, y in points]

    pen.polygon(at((4, 9), (12, 8), (19, 11), (19, 33), (12, 30), (4, 31)), fill=MARIGOLD)
    pen.polygon(at((36, 9), (28, 8), (21, 11), (21, 33), (28, 30), (36, 31)), fill=WHITE)
    pen.polygon(at((26, 16), (33, 21), (26, 26)), fill=DEEP)


def _step(font: Font) -> int:
    size = font.size if isinstance(font, ImageFont.FreeTypeFont) else SMALL
    return round(size * 1.16)


def _font(name: str, size: int, text: str) -> Font:
    """The first that has every letter of the text, ours before others; else the first there is."""
    found = [_opened(one, size) for one in (str(_folder() / name), *INSTEAD[name])]
    there = [font for font in found if font is not None]
    whole = (font for font in there if all(_draws(font, letter) for letter in set(text)))
    return next(whole, None) or (there[0] if there else ImageFont.load_default(size))


def _folder() -> Path:
    return Path(current_app.static_folder or "") / "dist" / "fonts"


@lru_cache(maxsize=32)
def _opened(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:  # not there
        return None


@lru_cache(maxsize=4096)
def _draws(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    return letter.isspace() or _shape(font, letter) != _shape(font, _NOWHERE)


@lru_cache(maxsize=4096)
def _shape(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    return bytes(font.getmask(letter))
