"""A certificate as PDF: PDF/UA-1 and PDF/A-2a in one file, the same bytes for the same content.

Imported in the child process alone (`renderer.py`): WeasyPrint takes seconds to load. What costs
time is done once and kept: fonts, the parsed style sheet, the templates.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pydyf
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.certificates.content import CertificateContent
from app.certificates.qr import qr_svg

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
            raise Refused("a certificate fetches nothing")
        kind = "image/svg+xml" if url.endswith(".svg") else "font/ttf"
        return URLFetcherResponse(url, self._assets[url], {"Content-Type": kind})


class Press:
    """Renders certificates one after another. `templates` and `fonts` are folders.

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
        own = templates / "certificates/pdf"
        found = [fonts / name for name in FONT_FILES if (fonts / name).is_file()]
        given = [*found, own / "spines.svg"]
        self._fetcher = _OnlyAssets({f"asset:{file.name}": file.read_bytes() for file in given})
        self._fonts = FontConfiguration()
        style = (own / "certificate.css").read_text(encoding="utf-8")
        if len(found) < len(FONT_FILES):
            style = style[style.index("@page") :]
        self._style = CSS(string=style, font_config=self._fonts, url_fetcher=self._fetcher)

    def pdf(self, content: CertificateContent) -> bytes:
        page = self._pages.get_template("certificates/pdf/attendance.html").render(
            certificate=content,
            qr_svg=qr_svg(content.verify_url, alternative=content.words.qr_alternative),
        )
        document = HTML(string=page, url_fetcher=self._fetcher)
        made: bytes = document.write_pdf(
            stylesheets=[self._style],
            font_config=self._fonts,
            pdf_variant="pdf/a-2a",
            finisher=_claim_pdf_ua,
        )
        return made


def _claim_pdf_ua(_document: object, pdf: pydyf.PDF) -> None:
    """Adds PDF/UA's mark to the metadata, in the first rdf:RDF: PDF/A allows no second one."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.stream = [
                part.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>", 1) for part in item.stream
            ]
