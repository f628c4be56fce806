"""What people typed, made safe for formats made of lines: calendar entries, mail headers, PDF text.

Removed: control characters (C0, DEL, C1), lone carriage returns, and halves of surrogate pairs,
which no encoding can carry. Everything else stays: all scripts, emoji, quotes, backslashes.
"""

import re

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile("[\n\u2028\u2029]+")


def clean_text(text: str) -> str:
    """Text of several lines; line ends become one newline character each."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n"))


def clean_line(text: str) -> str:
    """Text of one line; line breaks and tabs become single spaces, spaces at the ends go."""
    return _LINE_BREAKS.sub(" ", clean_text(text)).replace("\t", " ").strip()
