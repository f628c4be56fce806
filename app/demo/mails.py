"""Reminders that have gone by now, mails to groups in each state, and a few who asked for news."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.accounts import actions as accounts
from app.accounts.rules import NEWS_WORDING
from app.campaigns import actions as campaigns
from app.campaigns import jobs as campaign_jobs
from app.campaigns.enums import GroupRole
from app.campaigns.queries import REMIND
from app.campaigns.rules import Audience
from app.demo import words
from app.demo.editions import Stage
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel.jobs import Job
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.registration import queries as registrations
from app.registration.enums import PlaceState

READERS = 12  # every so manieth person asked for news
HANDLERS = {REMIND: campaign_jobs.remind, campaigns.WRITE: campaign_jobs.write}
# What went in the edition that is over: enough to look at, since each person costs a mail.
SENT_THEN = (Reminder.AFTER,)


def remind_then(stage: Stage) -> None:
    """In the edition that is over one reminder went, the others were off."""
    campaigns.plan(stage.event_id, now=stage.opens_at)
    for reminder in Reminder:
        if reminder not in SENT_THEN:
            campaigns.switch(
                stage.event_id,
                reminder,
                is_on=False,
                now=stage.opens_at,
                actor=words.ORGANISER_EMAIL,
            )
    work_until(stage.at(words.DOORS_CLOSE) + timedelta(days=30))


def ask_for_news(stage: Stage) -> None:
    event = needs_transaction().get_one(Event, stage.event_id)
    for one in registrations.for_event(stage.event_id)[::READERS]:
        if one.state == PlaceState.CONFIRMED and not one.is_unnamed:
            accounts.ask_for_news(
                one.person, wording=str(NEWS_WORDING), given_in=event.slug, now=one.asked_at
            )


def write_to_people(stage: Stage, *, now: datetime) -> None:
    """One mail went to a library service, one to presenters and one of news are drafts."""
    campaigns.plan(stage.event_id, now=stage.opens_at)
    service = Audience(role=GroupRole.ATTENDEES, state="confirmed", service="leeds")
    sent = _begin(stage, "A question to Leeds", words.MAIL_TO_SERVICE, service, now=now)
    campaigns.send_mail(sent, version=1, now=now, actor=words.ORGANISER_EMAIL)
    work_until(now + timedelta(hours=1))
    presenters = Audience(role=GroupRole.PRESENTERS)
    _begin(stage, "Thank you for presenting", words.MAIL_TO_PRESENTERS, presenters, now=now)
    _begin(stage, "What comes next", words.NEWS, Audience(role=GroupRole.NEWS), now=now)


def _begin(stage: Stage, subject: str, text: str, audience: Audience, *, now: datetime) -> str:
    draft = campaigns.MailDraft(subject=subject, words=text, audience=audience)
    made = campaigns.begin_mail(
        stage.event_id, draft, form_token=public_id(), now=now, actor=words.ORGANISER_EMAIL
    )
    return made.public_id


def work_until(until: datetime) -> None:
    """What a worker would have done by then, each at its time."""
    session = needs_transaction()
    query = (
        select(Job.handler, Job.payload, Job.due_at, Job.id)
        .where(Job.handler.in_(HANDLERS), Job.due_at <= until)
        .order_by(Job.due_at, Job.id)
        .limit(1)
    )
    while True:
        session.flush()
        job = session.execute(query).first()
        if job is None:
            return
        session.execute(delete(Job).where(Job.id == job.id))
        HANDLERS[job.handler](job.payload, job.due_at)
