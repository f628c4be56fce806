"""Writing XML: what people typed, as text that XML 1.0 can hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from app.kernel.plain_text import clean_text

_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # 2.2: besides the control characters


def say(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    """A child that holds this text."""
    element = Xml.SubElement(parent, name)
    element.text = clean(text)
    return element


def clean(text: str) -> str:
    return _NO_CHARACTER.sub("", clean_text(text))
