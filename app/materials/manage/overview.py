"""Every session's slides at a glance, and the event's rules about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.accounts.access import signed_in_address
from app.events import actions as events
from app.events.access import requires
from app.events.enums import Role
from app.events.errors import BadPolicyChosen
from app.events.models import Event
from app.events.policies import BadPolicy, MaterialsPolicy
from app.kernel import clock
from app.kernel.pages import page, refused
from app.kernel.transaction import transaction
from app.materials import queries, rules
from app.materials.forms import RulesForm
from app.materials.manage.blueprint import blueprint
from app.materials.queries import Standing
from app.programme import queries as programme
from app.programme.models import Session


@dataclass(frozen=True)
class Row:
    """A session in the list. `starts_at` is its first time that is not cancelled."""

    session: Session
    starts_at: datetime | None
    is_cancelled: bool
    materials: Sequence[Standing]
    has_slides: bool


@blueprint.get("/<event>/manage/materials")
@requires(Role.ORGANISER)
def index(event: Event) -> Response:
    """What each session has and what is missing, by time; sessions without a time last."""
    rows = sorted(_rows(event), key=_by_time)
    policy = event.policies.materials
    return page(
        "materials/manage/index.html",
        event=event,
        rows=rows,
        missing=[row for row in rows if not row.has_slides and not row.is_cancelled],
        policy=policy,
        due_on=rules.due_on(event.day_on, slides_days=policy.slides_days),
        has_scanner=any(one.has_scanner for row in rows for one in row.materials),
        now=clock.now(),
    )


@blueprint.route("/<event>/manage/materials/rules", methods=["GET", "POST"], endpoint="rules")
@requires(Role.ORGANISER)
def edit_rules(event: Event) -> Response:
    form = RulesForm(obj=event.policies.materials)
    if request.method == "POST":
        if not form.validate() or not _is_saved(event, form):
            return refused("materials/manage/rules.html", event=event, form=form)
        flash(_("The rules are saved."))
        address = url_for("materials_manage.index", event=event.slug)
        return cast("Response", redirect(address, 303))
    return page("materials/manage/rules.html", event=event, form=form)


def _is_saved(event: Event, form: RulesForm) -> bool:
    assert form.slides_days.data is not None, "the form needs it"
    try:
        policy = MaterialsPolicy(
            slides_days=form.slides_days.data,
            chase=form.chase.data,
            audience=form.audience.data,
            release=form.release.data,
        )
        with transaction():
            events.edit_policies(
                event.id, now=clock.now(), actor=signed_in_address() or "", materials=policy
            )
    except (BadPolicy, BadPolicyChosen) as error:
        form.form_errors.append(str(error))
        return False
    return True


def _rows(event: Event) -> list[Row]:
    sessions = programme.sessions(event.id)
    ids = [item.id for item in sessions]
    slots = programme.slots_to_choose(event.id)
    standings, has_slides = queries.standings(event, ids), queries.has_slides(ids)
    rows = []
    for item in sessions:
        own = [slot for slot in slots if slot.session_id == item.id]
        starts = [slot.starts_at for slot in own if not slot.is_cancelled]
        rows.append(
            Row(
                session=item,
                starts_at=min(starts, default=None),
                is_cancelled=bool(own) and not starts,
                materials=[one for one in standings[item.id] if not one.is_withdrawn],
                has_slides=has_slides[item.id],
            )
        )
    return rows


def _by_time(row: Row) -> tuple[bool, str, str]:
    is_last = row.starts_at is None
    return is_last, row.starts_at.isoformat() if row.starts_at else "", row.session.title
