"""Who reviews here, and whether they may now: what every page of reviewers begins with."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from app.accounts.access import signed_in
from app.events.models import Event
from app.kernel import clock
from app.proposals import queries, rules
from app.proposals.enums import AssignBy, Window
from app.proposals.models import Call, Reviewer
from app.proposals.queries import ReviewSheet, Sheets


@dataclass(frozen=True)
class Seat:
    """`reviewer` is None when somebody has the role, but nobody said whose service they are of."""

    event: Event
    reviewer: Reviewer | None
    call: Call | None
    window: Window

    @property
    def is_blind(self) -> bool:
        return self.call is not None and self.call.is_blind

    @property
    def assign_by(self) -> AssignBy:
        return AssignBy(self.call.assign_by) if self.call else AssignBy.NOBODY

    def sheets(self) -> Sheets:
        if self.reviewer is None:
            return Sheets((), 0, is_unstated=True)
        return queries.sheets(self.event.id, self.reviewer, window=self.window)

    def sheet(self, ref: str) -> tuple[Reviewer, ReviewSheet]:
        """The proposal for this reviewer; 404 for one that is not there for them."""
        found = self.reviewer and queries.sheet(
            self.event.id, ref, self.reviewer, window=self.window, is_blind=self.is_blind
        )
        if self.reviewer is None or not found:
            abort(404)
        return self.reviewer, found


def seat_in(event: Event) -> Seat:
    """Of whoever is signed in."""
    user = signed_in()
    call = queries.call_of(event.id)
    return Seat(
        event=event,
        reviewer=queries.reviewer_of(event.id, user.person_ids) if user else None,
        call=call,
        window=rules.window_at(
            opens_at=call.reviews_open_at if call else None,
            closes_at=call.reviews_close_at if call else None,
            now=clock.now(),
        ),
    )
