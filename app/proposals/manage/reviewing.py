"""One proposal for a reviewer: reading, scoring, and then what others think."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries, rules
from app.proposals.forms import CommentForm, ReviewForm, review_form
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.manage.names import LANGUAGES, LEVELS
from app.proposals.manage.seats import Seat, seat_in
from app.proposals.models import Reviewer, ScoreCategory
from app.proposals.queries import ReviewSheet


@blueprint.get("/<event>/manage/reviews/<ref>")
@requires(Role.REVIEWER)
def review(event: Event, ref: str) -> Response:
    return _page(seat_in(event), ref)


@blueprint.post("/<event>/manage/reviews/<ref>")
@requires(Role.REVIEWER)
def give_review(event: Event, ref: str) -> Response:
    """One's own scores, or others in their place."""
    seat = seat_in(event)
    reviewer, _sheet = seat.sheet(ref)
    form = review_form(queries.categories(event.id))()

    def change() -> None:
        draft = actions.ReviewDraft(scores=form.scores(), text=form.text.data or "")
        actions.give_review(reviewer.id, ref, draft, now=clock.now(), actor=actor())

    if not _done(form, change):
        return _page(seat_in(event), ref, form=form)
    flash(_("Your scores are saved."))
    return see(url_for("proposals_manage.review", event=event.slug, ref=ref))


@blueprint.post("/<event>/manage/reviews/<ref>/comments")
@requires(Role.REVIEWER)
def comment_on(event: Event, ref: str) -> Response:
    """Words to the other reviewers."""
    seat = seat_in(event)
    reviewer, _sheet = seat.sheet(ref)
    form = CommentForm()

    def change() -> None:
        words = form.comment.data or ""
        actions.add_comment(reviewer.id, ref, words, now=clock.now(), actor=actor())

    if not _done(form, change):
        return _page(seat_in(event), ref, comment_form=form)
    flash(_("Your comment is there for the other reviewers."))
    return see(url_for("proposals_manage.review", event=event.slug, ref=ref, _anchor="comments"))


def _done(form: FlaskForm, change: Callable[[], None]) -> bool:
    """Makes the change; a refusal is the form's. What is not there any more for this reviewer is 404."""
    if not form.validate():
        return False
    try:
        with transaction():
            change()
    except errors.NotForYou:
        abort(404)
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return False
    return True


def _page(
    seat: Seat, ref: str, *, form: ReviewForm | None = None, comment_form: CommentForm | None = None
) -> Response:
    reviewer, sheet = seat.sheet(ref)
    why_not = rules.why_not_review(state=sheet.state, recusal=None, window=seat.window)
    categories = queries.categories(seat.event.id)
    if not categories:
        why_not = why_not or errors.NothingToScore()
    is_refused = request.method == "POST"
    return page(
        "proposals/manage/review.html",
        status=UNPROCESSABLE if is_refused else 200,
        event=seat.event,
        seat=seat,
        sheet=sheet,
        categories=categories,
        why_not=why_not,
        is_form_shown=why_not is None or form is not None,
        form=form or _filled(categories, sheet, reviewer),
        comment_form=comment_form or CommentForm(formdata=None),
        problems=bool(comment_form and comment_form.errors),
        levels=LEVELS,
        languages=LANGUAGES,
        **_others(seat, sheet, reviewer, [one.id for one in categories]),
    )


def _filled(
    categories: Sequence[ScoreCategory], sheet: ReviewSheet, reviewer: Reviewer
) -> ReviewForm:
    """The form with what was scored before."""
    make = review_form(categories)
    own = queries.own_reviews(reviewer.id).get(sheet.ref) if sheet.is_done else None
    if own is None:
        return make(formdata=None)
    values = {score.category_id: str(score.value) for score in own.scores}
    data = {make.name_of(one.public_id): values.get(one.id) for one in categories}
    return make(formdata=None, data={**data, "text": own.text})


def _others(
    seat: Seat, sheet: ReviewSheet, reviewer: Reviewer, categories: Sequence[int]
) -> dict[str, Any]:
    """What is shown after one's own scores alone."""
    proposal_id = queries.id_of(seat.event.id, sheet.ref)
    if proposal_id is None or not rules.may_see_others(has_reviewed=sheet.is_done):
        return {"is_open_to_read": False}
    given = [one for one in queries.reviews_of(proposal_id) if one.counts]
    scores = [one.scores for one in given]
    return {
        "is_open_to_read": True,
        "given": given,
        "own_id": reviewer.id,
        "overall": rules.overall(scores),
        "by_category": rules.by_category(scores, categories),
        "comments": queries.comments_of(proposal_id),
        "why_not_comment": rules.why_not_comment(
            state=sheet.state, recusal=None, window=seat.window, has_reviewed=sheet.is_done
        ),
    }
