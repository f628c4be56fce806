"""Notices of the day as a small part that open pages ask for every few seconds. It is the same for everybody
and holds nothing personal; each page shows what concerns its sessions."""

from __future__ import annotations

from flask import Response, render_template

from app.kernel import clock
from app.pages.blueprint import blueprint
from app.pages.kept import event_page
from app.timetable import queries


@blueprint.get("/<event>/notices")
def notices(event: str) -> Response:
    now = clock.now()
    return event_page(
        event,
        ("notices", clock.london(now).date()),
        lambda found: render_template(
            "timetable/_notices_all.html", notices=queries.notices(found.id, now=now)
        ),
    )
