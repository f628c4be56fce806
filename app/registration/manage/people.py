"""Who is registered: found by name, address, service or reference; taken away as a table."""

from __future__ import annotations

from flask import Response, request

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.clock import london
from app.kernel.pages import page
from app.kernel.plain_text import clean_line
from app.kernel.tables import table_file
from app.registration import people as reading
from app.registration import queries
from app.registration.manage.blueprint import STATES, blueprint
from app.registration.models import Registration
from app.registration.people import SHOW, Wanted

LONGEST_WORDS = 200
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
    rows = (_cells(one, sessions) for one, sessions in reading.every(event.id, _wanted()))
    return table_file(f"{event.slug}-people.csv", COLUMNS, rows)


def _wanted() -> Wanted:
    words = clean_line(request.args.get("q", ""))[:LONGEST_WORDS]
    show = request.args.get("show", "")
    return Wanted(words=words, show=show if show in SHOW else "")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def _cells(registration: Registration, sessions: int) -> tuple[str, ...]:
    return (
        registration.reference,
        registration.person.name,
        registration.person.email,
        registration.organisation,
        str(STATES[registration.state]),
        str(sessions),
        london(registration.asked_at).strftime("%Y-%m-%d %H:%M"),
    )
