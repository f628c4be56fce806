"""The programme to print: all of it, or a poster for the staff room. Tagged PDFs, made in a child process."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NoReturn

from flask import Response, abort, make_response, render_template
from flask_babel import gettext as _

from app.kernel.database import db
from app.kernel.typeset.renderer import Renderer, RenderFailed
from app.pages.blueprint import blueprint
from app.pages.exports.chosen import Chosen, export
from app.pages.exports.paper import poster_of, programme_of
from app.pages.exports.printer import Busy, Printer
from app.pages.filters import Filters

RETRY_SECONDS = 30
MEMORY_BYTES = 1024**3  # of addresses; a programme of a thousand sessions needs two thirds
PDF = "application/pdf"

log = logging.getLogger(__name__)
printer = Printer(
    Renderer(
        limit_for=timedelta(seconds=60), idle_for=timedelta(seconds=60), memory_bytes=MEMORY_BYTES
    ),
    wait_for=timedelta(seconds=20),
)


@blueprint.get("/<event>/programme.pdf")
def programme_pdf(event: str) -> Response:
    """What fits the filters, to read on paper."""
    return export(event, "pdf", _programme, mimetype=PDF)


@blueprint.get("/<event>/poster.pdf")
def poster(event: str) -> Response:
    """One page A4: the day at a glance, and a QR code of the programme."""
    return export(event, "poster", _poster, mimetype=PDF, filters=Filters())


def _programme(chosen: Chosen) -> bytes:
    return _made("app.pages.exports.printed:programme", programme_of(chosen))


def _poster(chosen: Chosen) -> bytes:
    return _made("app.pages.exports.printed:poster", poster_of(chosen))


def _made(printed: str, values: Mapping[str, Any]) -> bytes:
    """The database is let go before, as it may take seconds. 503 when it cannot be made now."""
    db.session.remove()
    try:
        return printer.pdf(printed, values)
    except Busy:
        _not_now(_("Many people print their programme just now."))
    except RenderFailed:
        log.exception("%s could not be printed", printed)
        _not_now(_("We could not make this PDF just now."))


def _not_now(sentence: str) -> NoReturn:
    answer = make_response(render_template("errors/503.html", sentence=sentence), 503)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    abort(answer)
