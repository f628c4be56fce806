"""Who is registered: found by name, address, service or reference; taken away as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from flask import Response, request

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.clock import london
from app.kernel.pages import page
from app.kernel.plain_text import clean_line
from app.registration import people as reading
from app.registration import queries
from app.registration.manage.blueprint import STATES, blueprint
from app.registration.models import Registration
from app.registration.people import SHOW, Wanted

LONGEST_WORDS = 200
FORMULA = ("=", "+", "-", "@")  # what spreadsheets take for a formula
COLUMNS = (
    "Reference", "Name", "Email", "Organisation", "State", "Sessions", "Registered (London time)",
)  # fmt: skip


@blueprint.get("/<event>/manage/people")
@requires(Role.ORGANISER)
def people(event: Event) -> Response:
    """Fifty at a time, by name."""
    wanted = _wanted()
    number = request.args.get("page", "1")
    found = reading.find(event.id, wanted, number=int(number) if _is_number(number) else 1)
    return page(
        "registration/manage/people.html",
        event=event,
        wanted=wanted,
        found=found,
        totals=queries.totals(event.id),
        states=STATES,
    )


@blueprint.get("/<event>/manage/people.csv")
@requires(Role.ORGANISER)
def people_table(event: Event) -> Response:
    """The same people as a file for a spreadsheet; no access needs."""
    answer = Response(_table(reading.every(event.id, _wanted())), mimetype="text/csv")
    name = f"{event.slug}-people.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _wanted() -> Wanted:
    words = clean_line(request.args.get("q", ""))[:LONGEST_WORDS]
    show = request.args.get("show", "")
    return Wanted(words=words, show=show if show in SHOW else "")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def _table(rows: Iterable[tuple[Registration, int]]) -> str:
    """With a byte order mark, so that spreadsheets read accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for registration, sessions in rows:
        cells = (
            registration.reference,
            registration.person.name,
            registration.person.email,
            registration.organisation,
            str(STATES[registration.state]),
            str(sessions),
            london(registration.asked_at).strftime("%Y-%m-%d %H:%M"),
        )
        writer.writerow([_as_text(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def _as_text(cell: str) -> str:
    """One line, and never a formula, whatever stands before the sign."""
    text = clean_line(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
