"""The calendar of what will be sent: each line with its time, whom it is for, and a switch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.campaigns import actions, queries
from app.campaigns.forms import SettingsForm, TimeForm
from app.campaigns.manage.blueprint import actor, blueprint, refusal_of, see
from app.campaigns.manage.showing import preview_of
from app.campaigns.manage.standing import NAMES, TO_WHOM, Standing, standing_of
from app.campaigns.models import GroupMail
from app.campaigns.queries import Row
from app.events import actions as events
from app.events import queries as event_queries
from app.events.access import requires
from app.events.enums import Reminder, Role
from app.events.errors import BadPolicyChosen
from app.events.models import Event
from app.events.policies import DAYS, USUAL_TIMES, BadPolicy
from app.kernel import clock
from app.kernel.pages import page, refused

METHODS = ["GET", "POST"]


@dataclass(frozen=True)
class Entry:
    """A line of the page: a reminder and how it stands, or a mail to a group that waits."""

    at: datetime
    row: Row | None = None
    standing: Standing | None = None
    mail: GroupMail | None = None


@blueprint.get("/<event>/manage/reminders")
@requires(Role.ORGANISER)
def reminders(event: Event) -> Response:
    """Everything by time, mails to groups that wait among them."""
    now = clock.now()
    lines = [
        Entry(row.line.at, row, standing_of(row, is_published=event.is_published, now=now))
        for row in queries.calendar_of(event, now=now)
    ]
    mails = [Entry(mail.goes_at or now, mail=mail) for mail in queries.waiting_mails(event.id)]
    return page(
        "campaigns/manage/reminders.html",
        event=event,
        entries=sorted(lines + mails, key=lambda entry: entry.at),
        names=NAMES,
        to_whom=TO_WHOM,
        now=now,
    )


@blueprint.post("/<event>/manage/reminders/switch")
@requires(Role.ORGANISER)
def switch_reminder(event: Event) -> Response:
    """A line on or off; pressed twice it is as once, since the button says which."""
    reminder = _reminder(request.form.get("reminder", ""))
    wanted = request.form.get("to", "")
    if wanted not in ("on", "off"):
        abort(404)
    slug, is_on = event.slug, wanted == "on"
    event_id, who = event.id, actor()
    refusal = refusal_of(
        lambda: actions.switch(event_id, reminder, is_on=is_on, now=clock.now(), actor=who)
    )
    said = str(refusal) if refusal else (_("It goes at its time.") if is_on else _("It is off."))
    flash(f"{NAMES[reminder]}: {said}")
    return see(url_for("campaigns_manage.reminders", event=slug))


@blueprint.route("/<event>/manage/reminders/<name>", methods=METHODS)
@requires(Role.ORGANISER)
def reminder(event: Event, name: str) -> Response:
    """One reminder: when it goes, and how it reads with a real person's data."""
    which = _reminder(name)
    can_move = which in USUAL_TIMES
    days, hour = event.policies.mails.time_of(which) if can_move else (0, 0)
    form = TimeForm(data={"days": days, "hour": hour})
    if request.method == "POST":
        if not can_move:
            abort(404)
        if form.validate() and _is_moved(event, which, form):
            flash(_("Saved"))
            return see(url_for("campaigns_manage.reminder", event=event.slug, name=name))
    is_refused = request.method == "POST"
    return page(
        "campaigns/manage/reminder.html",
        status=422 if is_refused else 200,
        event=event,
        which=which,
        name=NAMES[which],
        to_whom=TO_WHOM[which],
        form=form,
        can_move=can_move,
        is_on=event.policies.reminds(which),
        is_after=which == Reminder.WEEK_AFTER,
        limits=DAYS.get(which),
        preview=preview_of(event, which, now=clock.now()),
    )


@blueprint.route("/<event>/manage/reminders/settings", methods=METHODS)
@requires(Role.ORGANISER)
def settings(event: Event) -> Response:
    """Quiet hours, the last reminder, dialling in, Welsh, the pause."""
    form = SettingsForm(obj=event.policies.mails)
    if request.method == "GET":
        return page("campaigns/manage/settings.html", event=event, form=form)
    if not form.validate() or not _is_saved(event, form):
        return refused("campaigns/manage/settings.html", event=event, form=form)
    flash(_("Saved"))
    return see(url_for("campaigns_manage.reminders", event=event.slug))


def _reminder(name: str) -> Reminder:
    return Reminder(name) if name in list(Reminder) else abort(404)


def _is_moved(event: Event, which: Reminder, form: TimeForm) -> bool:
    event_id, who = event.id, actor()
    days, hour = form.days.data or 0, form.hour.data or 0
    refusal = refusal_of(
        lambda: actions.move_reminder(
            event_id, which, days=days, hour=hour, now=clock.now(), actor=who
        )
    )
    if refusal:
        low, high = DAYS[which]
        field = form.hour if low <= days <= high else form.days
        field.errors = [*field.errors, str(refusal)]
    return refusal is None


def _is_saved(event: Event, form: SettingsForm) -> bool:
    """Only what the form asks is changed: switches and times may be others since it was opened."""
    event_id, who = event.id, actor()
    values: dict[str, Any] = {
        field.name: field.data for field in form if field.name != "csrf_token"
    }

    def change() -> None:
        known = event_queries.locked(event_id).policies.mails
        try:
            mails = replace(known, **values)
        except BadPolicy as error:
            raise BadPolicyChosen(str(error)) from error
        events.edit_policies(event_id, now=clock.now(), actor=who, mails=mails)

    refusal = refusal_of(change)
    if refusal:
        form.form_errors.append(str(refusal))
    return refusal is None
