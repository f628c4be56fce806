"""What of a programme is taken away, and the answer that is kept: the same bytes until something changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import Response, request

from app.events.models import Event
from app.kernel.links import public_url
from app.pages.filters import Filters
from app.pages.kept import event_page
from app.pages.marks import full_slots
from app.timetable import queries as timetable
from app.timetable.queries import Published
from app.timetable.rules import Document, SessionShown, SlotShown


@dataclass(frozen=True)
class Chosen:
    """The slots of the programme that is out that fit the filters of an address."""

    event: Event
    published: Published
    filters: Filters

    @property
    def document(self) -> Document:
        return self.published.document

    @property
    def label(self) -> str:
        """The release's number as people say it; empty before the first one."""
        return self.published.label

    @cached_property
    def slots(self) -> tuple[SlotShown, ...]:
        asks = self.filters.asks_for_places
        return self.filters.choose(self.document, full=full_slots(self.event) if asks else ())

    @cached_property
    def sessions(self) -> tuple[tuple[SessionShown, tuple[SlotShown, ...]], ...]:
        """Each session with those of its times that fit, by title."""
        times: dict[str, list[SlotShown]] = {}
        for slot in self.slots:
            times.setdefault(slot.session, []).append(slot)
        return tuple(
            (session, tuple(times[session.slug]))
            for session in self.document.sessions
            if session.slug in times
        )

    def session_of(self, slot: SlotShown) -> SessionShown:
        return self.document.session_by_slug[slot.session]

    def address_of(self, session: SessionShown) -> str:
        """The session's page, absolute."""
        return public_url(f"/{self.event.slug}/sessions/{session.slug}")

    def services_of(self, session: SessionShown) -> str:
        """Their names, with commas between."""
        return ", ".join(one.name for one in self.document.services_of(session))

    def changed_at(self, slot: SlotShown) -> datetime:
        """The last change of the slot or of what is said about its session."""
        return max(slot.changed_at, self.session_of(slot).changed_at)

    @property
    def newest_change_at(self) -> datetime:
        stamps = [self.changed_at(slot) for slot in self.slots]
        return max([*stamps, self.published.at or self.event.created_at])


def export(
    slug: str,
    name: Hashable,
    make: Callable[[Chosen], str | bytes],
    *,
    mimetype: str,
    filters: Filters | None = None,
    download: str = "",
    to_all: bool = False,
) -> Response:
    """Made by `make` of what fits the filters of this address (or `filters`); 404 for an event that is not
    published. What asks for places left is made anew with each booking. `download` is the file's ending
    when browsers shall save it; `to_all`: other sites' scripts may read it."""
    chosen = Filters.asked(request.args) if filters is None else filters

    def build(event: Event) -> str | bytes:
        return make(chosen_of(event, chosen))

    answer = event_page(
        slug,
        (name, chosen),
        build,
        mimetype=mimetype,
        changed_at=None
        if chosen.asks_for_places
        else lambda event: chosen_of(event, chosen).newest_change_at,
        with_places=chosen.asks_for_places,
    )
    if download:
        file = f"{slug}-programme.{download}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return for_all(answer) if to_all else answer


def chosen_of(event: Event, filters: Filters) -> Chosen:
    return Chosen(event, timetable.published(event.id), filters)


def for_all(answer: Response) -> Response:
    """Public data without cookies: any site's script may read it."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
