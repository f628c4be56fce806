"""How reviewing goes: its window, blind or not, who reviews what; and what is scored."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import UNPROCESSABLE, page
from app.proposals import actions, queries
from app.proposals.enums import AssignBy
from app.proposals.forms import CategoriesForm, ReviewingForm
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.manage.reviewers import changed
from app.proposals.rules import Scale


@blueprint.route("/<event>/manage/reviewers/rules", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def reviewing(event: Event) -> Response:
    form = ReviewingForm() if request.method == "POST" else _as_it_is(event)

    def change() -> None:
        assert form.reviews_each.data is not None, "the form needs it"
        draft = actions.ReviewingDraft(
            opens_at=form.opens_at.data,
            closes_at=form.closes_at.data,
            is_blind=form.is_blind.data,
            reviews_each=form.reviews_each.data,
            assign_by=AssignBy(form.assign_by.data),
        )
        actions.set_reviewing(event.id, draft, now=clock.now(), actor=actor())

    if request.method == "POST" and changed(form, change):
        flash(_("How reviewing goes is saved."))
        return see(url_for("proposals_manage.reviewers", event=event.slug))
    return page("proposals/manage/reviewing.html", status=_status(), event=event, form=form)


@blueprint.route("/<event>/manage/reviewers/scores", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def score_categories(event: Event) -> Response:
    """Once there is a review the words stand, and the page asks for names alone."""
    known = [actions.scale_of(row) for row in queries.categories(event.id)]
    is_fixed = queries.has_reviews(event.id) and bool(known)
    if request.method == "POST":
        form = CategoriesForm()
        kept = [scale.words for scale in known] if is_fixed else None
        if form.is_complete(names=len(known) if is_fixed else 0) and changed(
            form,
            lambda: actions.set_categories(
                event.id, form.scales(kept=kept), now=clock.now(), actor=actor()
            ),
        ):
            flash(_("What reviewers score is saved."))
            return see(url_for("proposals_manage.reviewers", event=event.slug))
    else:
        form = CategoriesForm(formdata=None, data=_typed(known))
    form.needs(len(known) if is_fixed else 1)
    return page(
        "proposals/manage/categories.html",
        status=_status(),
        event=event,
        form=form,
        known=known,
        is_fixed=is_fixed,
    )


def _status() -> int:
    return UNPROCESSABLE if request.method == "POST" else 200


def _as_it_is(event: Event) -> ReviewingForm:
    call = queries.call_of(event.id)
    values = {
        "opens_at": call.reviews_open_at if call else None,
        "closes_at": call.reviews_close_at if call else None,
        "is_blind": call.is_blind if call else False,
        "reviews_each": call.reviews_each if call else 3,
        "assign_by": call.assign_by if call else AssignBy.NOBODY.value,
    }
    return ReviewingForm(formdata=None, data=values)


def _typed(known: list[Scale]) -> dict[str, str]:
    values = {}
    for number, scale in enumerate(known, 1):
        values[f"name_{number}"] = scale.name
        values[f"words_{number}"] = "\n".join(scale.words)
    return values
