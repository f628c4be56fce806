"""Writing to a group: drafts, the pause before a mail goes, stopping it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.audit.actions import record
from app.campaigns import errors, messages, queries, rules
from app.campaigns.enums import GroupRole, GroupState
from app.campaigns.models import GroupMail
from app.campaigns.rules import Audience
from app.events import queries as events
from app.events.models import Event
from app.kernel import jobs
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.mail.actions import post, stop_untrue
from app.programme.models import Session

WRITE = "campaigns.write"


@dataclass(frozen=True, kw_only=True)
class MailDraft:
    """`version` of the mail that was changed; of a new one it does not matter."""

    subject: str
    words: str
    audience: Audience
    version: int = 0


def begin_mail(
    event_id: int, draft: MailDraft, *, form_token: str, now: datetime, actor: str
) -> GroupMail:
    """A draft that nobody gets yet; the same form again (`form_token`, a public id) gives the mail it made. A
    token that names a mail of another event, or of another kind, is no form of ours and makes a new one.
    Refused: what could never be sent. News is what goes to who asked for news, and a mail to one person is
    for access leads alone."""
    session = needs_transaction()
    event = events.locked(event_id)
    made = queries.any_mail(form_token)
    is_private = draft.audience.role == GroupRole.PERSON
    if made is not None:
        if made.event_id == event_id and made.is_private == is_private:
            return made
        form_token = public_id()
    _check(event, draft)
    mail = GroupMail(
        public_id=form_token,
        event=event,
        subject=draft.subject,
        words=draft.words,
        audience=draft.audience.to_json(),
        is_news=draft.audience.is_news,
        is_private=is_private,
        made_by=actor,
        made_at=now,
        updated_at=now,
    )
    session.add(mail)
    session.flush()
    _record("mail to a group begun", mail, now=now, actor=actor)
    return mail


def change_mail(ref: str, draft: MailDraft, *, now: datetime, actor: str) -> None:
    """Other words, or other people. Refused: what could never be sent, one that is no draft any more, and
    one that somebody else changed since it was opened."""
    mail = queries.locked_mail(ref)
    _check(mail.event, draft)
    refusal = rules.why_not_change(GroupState(mail.state))
    if refusal:
        raise refusal
    if not _hit(
        mail,
        GroupMail.state == GroupState.DRAFT,
        GroupMail.version == draft.version,
        subject=draft.subject,
        words=draft.words,
        audience=draft.audience.to_json(),
        is_news=draft.audience.is_news,
        version=GroupMail.version + 1,
        updated_at=now,
    ):
        raise errors.Stale()
    _record("mail to a group changed", mail, now=now, actor=actor)


def send_mail(ref: str, *, version: int, now: datetime, actor: str) -> GroupMail:
    """Begins the pause after which it goes. Pressing again, or a second organiser who read the same words,
    changes nothing. Refused: other words than were read, nobody to write to."""
    mail = queries.locked_mail(ref)
    if mail.version != version:
        raise errors.ChangedMeanwhile()
    if mail.state in (GroupState.WAITING, GroupState.SENDING, GroupState.SENT):
        return mail
    audience = Audience.from_json(mail.audience)
    people = queries.recipients_of(mail.event, audience, now=now)
    refusal = rules.why_not_send(GroupState(mail.state), people=len(people))
    if refusal:
        raise refusal
    goes_at = rules.goes_at(now, pause_minutes=mail.event.policies.mails.pause_minutes)
    if _hit(
        mail,
        GroupMail.state == GroupState.DRAFT,
        GroupMail.version == version,
        state=GroupState.WAITING,
        goes_at=goes_at,
    ):
        post_piece(mail, due_at=goes_at)
        _record("mail to a group sent", mail, now=now, actor=actor, people=len(people))
    return mail


def stop_mail(ref: str, *, now: datetime, actor: str) -> GroupState:
    """Within the pause it becomes a draft again; on its way it stops where it is: what waits in the outbox
    does not go, what has gone stays to be read. Gives what it is now. Refused: one that is not going."""
    mail = queries.locked_mail(ref)
    refusal = rules.why_not_stop(GroupState(mail.state))
    if refusal:
        raise refusal
    if mail.state == GroupState.WAITING:
        mail.state, mail.goes_at = GroupState.DRAFT, None
    else:
        mail.state, mail.ended_at = GroupState.STOPPED, now
        stop_untrue(batch=mail.public_id, because="The mail to the group was stopped")
    _record("mail to a group stopped", mail, now=now, actor=actor, people=mail.people)
    return GroupState(mail.state)


def test_mail(ref: str, *, now: datetime, actor: str) -> None:
    """What the first of the group would get goes to who asks; once a minute. Refused: nobody to write
    to."""
    needs_transaction()
    mail = queries.locked_mail(ref)
    people = queries.recipients_of(mail.event, Audience.from_json(mail.audience), now=now)
    if not people:
        raise errors.NobodyThere()
    place = queries.places_for(people[:1]).get(people[0].key)
    minute = f"{now:%Y-%m-%dT%H:%M}"
    post(messages.test_of(mail, people[0], place, to=actor, occasion=minute), now=now)


def post_piece(mail: GroupMail, *, due_at: datetime, after: int = 0) -> None:
    """The job names when the pause ends: one that was stopped and sent again is another."""
    assert mail.goes_at is not None, "it has been sent"
    goes_at = mail.goes_at.isoformat()
    jobs.post(
        WRITE,
        key=f"{WRITE}:{mail.public_id}:{goes_at}",
        due_at=due_at,
        ref=mail.public_id,
        goes_at=goes_at,
        after=after,
    )


def _check(event: Event, draft: MailDraft) -> None:
    audience = draft.audience
    rules.check_mail(draft.subject, draft.words, is_news=audience.is_news)
    refusal = rules.why_not_audience(audience)
    if refusal:
        raise refusal
    if audience.session:
        query = select(Session.id).where(
            Session.event_id == event.id, Session.public_id == audience.session
        )
        if needs_transaction().scalar(query) is None:
            raise errors.NoSuchSession()


def _hit(mail: GroupMail, *conditions: Any, **values: Any) -> bool:
    """Changes the row if it is still as it must be; reads it afresh."""
    session = needs_transaction()
    changed = session.execute(
        update(GroupMail)
        .where(GroupMail.id == mail.id, *conditions)
        .values(**values)
        .returning(GroupMail.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    session.refresh(mail)
    return changed is not None


def _record(what: str, mail: GroupMail, *, now: datetime, actor: str, **detail: Any) -> None:
    record(what, now=now, actor=actor, scope=mail.event.slug, subject=mail.public_id, **detail)
