"""A template as PDF: PDF/UA-1 and PDF/A-2a in one file, the same bytes for the same values.

Imported in the child process alone (`renderer.py`): WeasyPrint takes seconds to load. What costs
time is done once and kept: fonts, the parsed style sheets, the templates.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydyf
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

FONT_FILES = (
    "AtkinsonHyperlegibleNext_400Regular.ttf",
    "AtkinsonHyperlegibleNext_700Bold.ttf",
)
_PDF_UA = (
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)


class Refused(Exception):
    """The document asked for something that was not handed to it."""


class _OnlyAssets(URLFetcher):
    """Answers the addresses it was given bytes for and refuses all others, without a look."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=("asset",), fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in self._assets:
            raise Refused("a document fetches nothing")
        kind = "image/svg+xml" if url.endswith(".svg") else "font/ttf"
        return URLFetcherResponse(url, self._assets[url], {"Content-Type": kind})


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is printed: a template with its values, and the style sheet, both paths below `templates`.
    Pictures (.svg) beside the style sheet can be named there as `asset:<file>`."""

    template: str
    style: str
    values: Mapping[str, Any]


class Press:
    """Makes documents one after another. `templates` and `fonts` are folders.

    Where the fonts are not there, the system's DejaVu Sans takes their place.
    """

    def __init__(self, *, templates: Path, fonts: Path) -> None:
        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self._pages = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        self._templates = templates
        self._found = [fonts / name for name in FONT_FILES if (fonts / name).is_file()]
        self._fonts = FontConfiguration()
        self._styles: dict[str, tuple[CSS, _OnlyAssets]] = {}

    def pdf(self, sheet: Sheet) -> bytes:
        style, fetcher = self._style(sheet.style)
        page = self._pages.get_template(sheet.template).render(**sheet.values)
        made: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf(
            stylesheets=[style],
            font_config=self._fonts,
            pdf_variant="pdf/a-2a",
            finisher=_claim_pdf_ua,
        )
        return made

    def _style(self, name: str) -> tuple[CSS, _OnlyAssets]:
        if name not in self._styles:
            path = self._templates / name
            given = [*self._found, *sorted(path.parent.glob("*.svg"))]
            fetcher = _OnlyAssets({f"asset:{file.name}": file.read_bytes() for file in given})
            text = path.read_text(encoding="utf-8")
            if len(self._found) < len(FONT_FILES):
                text = text[text.index("@page") :]
            css = CSS(string=text, font_config=self._fonts, url_fetcher=fetcher)
            self._styles[name] = (css, fetcher)
        return self._styles[name]


def _claim_pdf_ua(_document: object, pdf: pydyf.PDF) -> None:
    """Adds PDF/UA's mark to the metadata, in the first rdf:RDF: PDF/A allows no second one."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.stream = [
                part.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>", 1) for part in item.stream
            ]
