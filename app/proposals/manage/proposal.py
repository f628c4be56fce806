"""One proposal for organisers: everything about it."""

from __future__ import annotations

from flask import Response, abort

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.pages import page
from app.mail import queries as mails
from app.proposals import queries, rules
from app.proposals.manage.blueprint import blueprint, proposal_of
from app.proposals.manage.names import (
    COLOURS,
    DECISIONS,
    LANGUAGES,
    LEVELS,
    PRESENTERS,
    RECUSALS,
    STATES,
)


@blueprint.get("/<event>/manage/proposals/<ref>")
@requires(Role.ORGANISER)
def proposal(event: Event, ref: str) -> Response:
    """404 for a draft: until it is sent it is its writers' alone."""
    found = proposal_of(event, ref)
    if found.submitted_at is None:
        abort(404)
    categories = queries.categories(event.id)
    given = queries.reviews_of(found.id)
    scores = [one.scores for one in given if one.counts]
    panel = queries.reviewers(event.id)
    away = queries.recusals(panel, [found.id])
    return page(
        "proposals/manage/proposal.html",
        event=event,
        proposal=found,
        categories=categories,
        given=given,
        overall=rules.overall(scores),
        by_category=rules.by_category(scores, [one.id for one in categories]),
        own_means={one.reviewer_id: rules.own_mean(one.scores) for one in given},
        comments=queries.comments_of(found.id),
        away=[(one, away[found.id, one.id]) for one in panel if (found.id, one.id) in away],
        moves=queries.moves_of(found.id),
        mails=mails.about(event.slug, found.public_id),
        states=STATES,
        colours=COLOURS,
        decisions=DECISIONS,
        levels=LEVELS,
        languages=LANGUAGES,
        presenters=PRESENTERS,
        recusals=RECUSALS,
    )
