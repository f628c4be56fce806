"""Reviewers' start page: what there is to do, what is done, and one's own scores to take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.clock import london
from app.kernel.pages import page
from app.kernel.plain_text import clean_line
from app.kernel.tables import table_file
from app.proposals import queries, rules
from app.proposals.enums import ProposalState
from app.proposals.manage.blueprint import blueprint, see
from app.proposals.manage.seats import Seat, seat_in
from app.proposals.queries import ReviewSheet

LONGEST_WORDS = 200
TODO, DONE, MINE = "todo", "done", "mine"


@dataclass(frozen=True)
class Looked:
    """What a reviewer looks for; empty is everything."""

    words: str
    type: str
    track: str
    show: str  # TODO, DONE, or MINE: given to them


@blueprint.get("/<event>/manage/reviews")
@requires(Role.REVIEWER)
def reviews(event: Event) -> Response:
    seat = seat_in(event)
    found = seat.sheets()
    looked = _looked()
    mine = [one for one in found.rows if one.is_assigned]
    counted = mine or found.rows
    return page(
        "proposals/manage/reviews.html",
        event=event,
        seat=seat,
        found=found,
        looked=looked,
        rows=[one for one in found.rows if _fits(one, looked)],
        is_by_list=bool(mine),
        total=len(counted),
        done=sum(one.is_done for one in counted),
        has_next=bool(_next_ref(seat, found.rows)),
        types=_choices((one.type, one.type_name) for one in found.rows),
        tracks=_choices((one.track, one.track_name) for one in found.rows),
    )


@blueprint.get("/<event>/manage/reviews/next")
@requires(Role.REVIEWER)
def next_review(event: Event) -> Response:
    """Leads to what is to be reviewed next, or back when nothing is left."""
    seat = seat_in(event)
    ref = _next_ref(seat, seat.sheets().rows)
    if ref is None:
        flash(_("There is nothing left for you to review."))
        return see(url_for("proposals_manage.reviews", event=event.slug))
    return see(url_for("proposals_manage.review", event=event.slug, ref=ref))


@blueprint.get("/<event>/manage/reviews.csv")
@requires(Role.REVIEWER)
def reviews_table(event: Event) -> Response:
    """One's own scores. What one is kept away from by now is not in it, scored or not."""
    seat = seat_in(event)
    categories = queries.categories(event.id)
    columns = ["Title", "Type", "Track", *(one.name for one in categories), "Text", "Scored"]
    return table_file(
        f"{event.slug}-own-scores.csv",
        [clean_line(name) for name in columns],
        _cells(seat, [one.id for one in categories]),
    )


def _cells(seat: Seat, categories: Sequence[int]) -> Iterable[Sequence[str]]:
    own = queries.own_reviews(seat.reviewer.id) if seat.reviewer else {}
    for one in seat.sheets().rows:
        given = own.get(one.ref)
        if given is not None:
            scores = {score.category_id: str(score.value) for score in given.scores}
            yield (
                one.title,
                one.type_name,
                one.track_name,
                *(scores.get(category, "") for category in categories),
                given.text,
                london(given.updated_at).strftime("%Y-%m-%d %H:%M"),
            )


def _next_ref(seat: Seat, rows: Iterable[ReviewSheet]) -> str | None:
    """Only what can still be scored."""
    turns = [
        one.turn
        for one in rows
        if rules.why_not_review(state=ProposalState(one.state), recusal=None, window=seat.window)
        is None
    ]
    return rules.next_to_review(turns, assign_by=seat.assign_by)


def _looked() -> Looked:
    return Looked(
        words=clean_line(request.args.get("q", ""))[:LONGEST_WORDS],
        type=request.args.get("type", ""),
        track=request.args.get("track", ""),
        show=request.args.get("show", ""),
    )


def _fits(one: ReviewSheet, looked: Looked) -> bool:
    shown = {TODO: not one.is_done, DONE: one.is_done, MINE: one.is_assigned}
    return (
        looked.type in ("", one.type)
        and looked.track in ("", one.track)
        and shown.get(looked.show, True)
        and rules.mentions((one.title, one.abstract), looked.words)
    )


def _choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that occur, by name."""
    return sorted(
        {pair for pair in pairs if pair[0]}, key=lambda pair: (rules.plain(pair[1]), pair)
    )
