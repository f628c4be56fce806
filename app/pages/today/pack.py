"""The day pack: what gets people in with our server off. A ZIP of pages that open without a connection: who,
where, links, numbers to dial, a sheet for each host, and addresses and words for a mail by hand.

It holds names and addresses, never access needs; each download is noted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Response, render_template

from app.accounts.access import signed_in_address
from app.audit.actions import record
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock, shown
from app.kernel.slugs import slug_of
from app.kernel.tables import table_text
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.programme import queries as programme
from app.programme.models import Slot
from app.registration import queries as registration
from app.registration.enums import PlaceState
from app.registration.models import Booking

COLUMNS = (
    "Name",
    "Email address",
    "Library service",
    "Starts",
    "Session",
    "Room",
    "Presents or hosts",
    "Meeting",
    "Meeting number",
    "Passcode",
    "Dial in",
)


@dataclass(frozen=True)
class Sheet:
    """One session with everybody who has a place, presenters first; `file` is its host's sheet."""

    slot: Slot
    people: Sequence[Booking]
    file: str

    @property
    def crew(self) -> list[tuple[str, str, str]]:
        slot = self.slot
        roles = (("Host", slot.host), ("Producer", slot.producer), ("Captions", slot.captioner))
        return [(role, one.name, one.email) for role, one in roles if one is not None]


@blueprint.post("/<event>/manage/today/pack")
@requires(Role.ORGANISER)
def day_pack(event: Event) -> Response:
    """Read and packed anew each time, so that it says what is true now."""
    with transaction():
        record(
            "day pack downloaded",
            now=clock.now(),
            actor=signed_in_address() or "",
            scope=event.slug,
        )
    answer = Response(_packed(event), mimetype="application/zip")
    name = f"{event.slug}-day-pack-{clock.london(clock.now()):%Y-%m-%d-%H%M}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _packed(event: Event) -> bytes:
    sheets = list(_sheets(event))
    values = {"event": event, "sheets": sheets, "made_at": clock.now()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(
            "open-this-first.html", render_template("pages/today/pack/day.html", **values)
        )
        for sheet in sheets:
            page = render_template("pages/today/pack/sheet.html", event=event, sheet=sheet)
            pack.writestr(f"sessions/{sheet.file}.html", page)
            addresses = sorted({one.registration.person.email for one in sheet.people})
            pack.writestr(f"addresses/{sheet.file}.txt", "\r\n".join(addresses))
            letter = render_template("pages/today/pack/letter.txt", event=event, sheet=sheet)
            pack.writestr(f"mails/{sheet.file}.txt", letter)
        pack.writestr("people.csv", table_text(COLUMNS, _rows(sheets)))
    return out.getvalue()


def _sheets(event: Event) -> Iterator[Sheet]:
    for slot in programme.slots_of(event.id):
        if slot.is_cancelled:
            continue
        people = registration.bookings_in(slot.id, states=(PlaceState.CONFIRMED,))
        people.sort(key=lambda one: one.kind != "presenter")
        start = shown.clock_time(slot.starts_at).replace(":", "")
        name = slug_of(f"{slot.room.name} {slot.title}")[:60].strip("-")
        yield Sheet(slot, people, f"{start}-{name}-{slot.id}")


def _rows(sheets: Sequence[Sheet]) -> Iterator[Sequence[str]]:
    """By person, so that one line after another can be read out to who rings."""
    pairs = [(booking, sheet.slot) for sheet in sheets for booking in sheet.people]
    pairs.sort(key=lambda pair: (pair[0].registration.person.name, pair[1].starts_at))
    for booking, slot in pairs:
        person, room = booking.registration.person, slot.room
        presents = booking.kind == "presenter"
        yield (
            person.name,
            person.email,
            booking.registration.organisation,
            shown.clock_time(slot.starts_at),
            slot.title,
            room.name,
            "yes" if presents else "",
            (room.presenters_url if presents else "") or room.meeting_url,
            room.meeting_number,
            room.passcode,
            room.dial_in,
        )
