"""Things to do, and those that the call, its decisions and its speakers bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.models import Event
from app.kernel import clock
from app.programme import queries as programme
from app.proposals import queries
from app.timetable import queries as timetable
from app.timetable.actions import differs


@dataclass(frozen=True)
class Task:
    """One thing to do, and the page where it is done."""

    words: str
    href: str


def task_at(endpoint: str, event: Event, words: str, **more: Any) -> Task:
    return Task(words, url_for(endpoint, event=event.slug, **more))


def about_timetable(event: Event) -> Iterator[Task]:
    """Sessions without a time, plans that nobody hears of yet, an event in which nothing can be booked."""
    placements = timetable.placements(event.id)
    planned = {one.session_id for one in placements}
    without = sum(item.id not in planned for item in programme.sessions(event.id))
    if without:
        words = ngettext("%(num)s session has no time", "%(num)s sessions have no time", without)
        yield task_at("pages.timetable", event, words)
    changed = sum(differs(one) for one in placements)
    if changed:
        words = ngettext(
            "%(num)s change of the timetable is not released yet",
            "%(num)s changes of the timetable are not released yet",
            changed,
        )
        yield task_at("pages.release", event, words)
    if not any(one.slot_id for one in placements):
        words = _("No session is out with a time yet, so there is nothing to book")
        yield task_at("pages.timetable", event, words)


def about_proposals(event: Event) -> Iterator[Task]:
    """Decisions to tell, answers that are overdue, reserves to move up, words that wait for a nod."""
    ends = queries.open_ends(event.id, now=clock.now())
    if ends.pending:
        words = ngettext(
            "%(num)s decision is noted and not told yet",
            "%(num)s decisions are noted and not told yet",
            ends.pending,
        )
        yield task_at("proposals_manage.decision_mails", event, words)
    if ends.overdue:
        words = ngettext(
            "%(num)s accepted proposal has no answer, and its time is over",
            "%(num)s accepted proposals have no answer, and their time is over",
            ends.overdue,
        )
        yield task_at("proposals_manage.answers", event, words)
    if ends.declined and ends.reserves:
        words = _("Somebody who was accepted cannot come: move a reserve up?")
        yield task_at("proposals_manage.answers", event, words)
    if ends.to_make:
        words = ngettext(
            "%(num)s confirmed proposal is not in the programme yet",
            "%(num)s confirmed proposals are not in the programme yet",
            ends.to_make,
        )
        yield task_at("proposals_manage.answers", event, words)
    if ends.corrections:
        words = ngettext(
            "%(num)s correction waits for your nod",
            "%(num)s corrections wait for your nod",
            ends.corrections,
        )
        yield task_at("proposals_manage.corrections", event, words)
