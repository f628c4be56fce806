"""What is on at this moment, as a piece of a page. It has the document with it, so that filling it in costs
the database nothing."""

from __future__ import annotations

from datetime import datetime

from flask import render_template

from app.pages.marks import Tell
from app.pages.reading.rows import Addresses, rows_of
from app.pages.reading.zones import Times
from app.timetable.rules import Document, moment_at

NOW = "now"  # the kind of its mark


def teller(document: Document, addresses: Addresses, times: Times) -> Tell:
    """What fills in the mark NOW."""

    def tell(_name: str, now: datetime) -> str:
        moment = moment_at(document, now)
        if moment.is_quiet:
            return ""
        return render_template(
            "pages/_now.html",
            current=rows_of(document, moment.current),
            following=rows_of(document, moment.following),
            moment=moment,
            addresses=addresses,
            times=times,
        )

    return tell
