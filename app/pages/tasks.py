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
from app.proposals import queries
from app.proposals.enums import ProposalState


@dataclass(frozen=True)
class Task:
    """One thing to do, and the page where it is done."""

    words: str
    href: str


def task_at(endpoint: str, event: Event, words: str, **more: Any) -> Task:
    return Task(words, url_for(endpoint, event=event.slug, **more))


def about_proposals(event: Event) -> Iterator[Task]:
    """Decisions to tell, answers that are overdue, reserves to move up, words that wait for a nod."""
    pending = len(queries.pending(event.id))
    if pending:
        words = ngettext(
            "%(num)s decision is noted and not told yet",
            "%(num)s decisions are noted and not told yet",
            pending,
        )
        yield task_at("proposals_manage.decision_mails", event, words)
    accepted = queries.in_states(event.id, [ProposalState.ACCEPTED])
    overdue = sum(
        one.confirm_by_at is not None and one.confirm_by_at <= clock.now() for one in accepted
    )
    if overdue:
        words = ngettext(
            "%(num)s accepted proposal has no answer, and its time is over",
            "%(num)s accepted proposals have no answer, and their time is over",
            overdue,
        )
        yield task_at("proposals_manage.answers", event, words)
    counts = queries.counts(event.id)
    if counts.get(ProposalState.DECLINED) and counts.get(ProposalState.RESERVE):
        words = _("Somebody who was accepted cannot come: move a reserve up?")
        yield task_at("proposals_manage.answers", event, words)
    to_make = sum(
        one.session_id is None for one in queries.in_states(event.id, [ProposalState.CONFIRMED])
    )
    if to_make:
        words = ngettext(
            "%(num)s confirmed proposal is not in the programme yet",
            "%(num)s confirmed proposals are not in the programme yet",
            to_make,
        )
        yield task_at("proposals_manage.answers", event, words)
    corrections = len(queries.corrections_asked(event.id))
    if corrections:
        words = ngettext(
            "%(num)s correction waits for your nod",
            "%(num)s corrections wait for your nod",
            corrections,
        )
        yield task_at("proposals_manage.corrections", event, words)
