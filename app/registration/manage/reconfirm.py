"""The campaign "still coming?": begun by an organiser, who sees whom a release would end before it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.registration import actions, queries, rules
from app.registration.manage.blueprint import actor, blueprint


@blueprint.get("/<event>/manage/reconfirm")
@requires(Role.ORGANISER)
def reconfirm(event: Event) -> Response:
    """How the campaign stands; from the release day on, whose places a release would end."""
    return _page(event)


@blueprint.post("/<event>/manage/reconfirm/begin")
@requires(Role.ORGANISER)
def begin_campaign(event: Event) -> Response:
    def change() -> str:
        actions.begin_campaign(event.id, now=clock.now(), actor=actor())
        return _("The campaign has begun.")

    return _done(event, change)


@blueprint.post("/<event>/manage/reconfirm/stop")
@requires(Role.ORGANISER)
def stop_campaign(event: Event) -> Response:
    def change() -> str:
        actions.stop_campaign(event.id, now=clock.now(), actor=actor())
        return _("The campaign is stopped. Nobody is asked any more, and nobody is released.")

    return _done(event, change)


@blueprint.post("/<event>/manage/reconfirm/release")
@requires(Role.ORGANISER)
def release(event: Event) -> Response:
    """Tells everybody of the preview; their places end after the time for undoing."""

    def change() -> str:
        told = actions.release_unanswered(event.id, now=clock.now(), actor=actor())
        return ngettext(
            "%(num)s person is told by mail that their place ends.",
            "%(num)s people are told by mail that their places end.",
            told,
        )

    return _done(event, change)


@blueprint.post("/<event>/manage/reconfirm/undo")
@requires(Role.ORGANISER)
def undo_release(event: Event) -> Response:
    """One person keeps the place, or, without a reference, everybody who was told."""

    def change() -> str:
        reference = request.form.get("reference") or None
        kept = actions.undo_release(event.id, reference, now=clock.now(), actor=actor())
        return ngettext(
            "%(num)s person keeps their place and is told by mail.",
            "%(num)s people keep their places and are told by mail.",
            kept,
        )

    return _done(event, change)


def _done(event: Event, change: Callable[[], str]) -> Response:
    try:
        with transaction():
            said = change()
    except Refusal as refusal:
        return _page(event, problem=str(refusal))
    flash(said)
    address = url_for("registration_manage.reconfirm", event=event.slug)
    return cast("Response", redirect(address, 303))


def _page(event: Event, *, problem: str = "") -> Response:
    now, policy = clock.now(), event.policies.places
    campaign = queries.reconfirmation_of(event.id)
    is_running = campaign is not None and campaign.stopped_at is None
    release_from = rules.release_from(policy, day_on=event.day_on)
    may_release = is_running and now >= release_from
    preview = queries.preview(event.id, now=clock.now()) if may_release else None
    told = [one for one in preview.to_release if one.releases_at] if preview else []
    return page(
        "registration/manage/reconfirm.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        problem=problem,
        policy=policy,
        campaign=campaign,
        is_running=is_running,
        answers=queries.answers(event.id),
        ask_at=rules.ask_at(policy, day_on=event.day_on),
        ask_again_at=rules.ask_again_at(policy, day_on=event.day_on),
        release_from=release_from,
        preview=preview,
        silent=[one for one in preview.to_release if not one.releases_at] if preview else [],
        told=told,
        now=now,
    )
