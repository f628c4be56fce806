"""Whom a mail to a group reaches, asked anew when it goes; pauses, stopping, and never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import queries as consents
from app.accounts.actions import find_or_add_person
from app.accounts.enums import NewsEnd
from app.campaigns import actions, errors, queries
from app.campaigns.enums import GroupRole
from app.campaigns.models import GroupMail
from app.campaigns.rules import Audience
from app.kernel.database import db
from app.kernel.tokens import public_id
from app.kernel.transaction import transaction
from app.mail import errors as mail_errors
from app.registration import actions as registrations
from app.registration import queries as places
from tests.campaigns.conftest import drain, names
from tests.support.builders import a_registration

ORLA = "orla@example.org"
PAUSE = timedelta(minutes=10)


def begin(
    event,
    clock,
    *,
    subject="News of {event}",
    words="Hello {name},\n\n{sessions}\n\n{my_day}",
    **who,
):
    draft = actions.MailDraft(subject=subject, words=words, audience=Audience.from_json(who))
    with transaction():
        return actions.begin_mail(
            event.id, draft, form_token=public_id(), now=clock.now(), actor=ORLA
        ).public_id


def send(ref, clock, version=1):
    with transaction():
        actions.send_mail(ref, version=version, now=clock.now(), actor=ORLA)


def mail(ref):
    db.session.rollback()
    return db.session.scalars(select(GroupMail).where(GroupMail.public_id == ref)).one()


def test_it_waits_and_goes_once_to_each(app, event, clock, crowd, outbox):
    ref = begin(event, clock)
    for _ in range(2):
        send(ref, clock)
    assert mail(ref).state == "waiting" and mail(ref).goes_at == clock.now() + PAUSE
    drain(app)
    assert outbox(batch=ref) == []
    clock.at += PAUSE
    drain(app)
    written = outbox(batch=ref)
    assert sorted(one.to_name for one in written) == names(event, clock)
    assert (mail(ref).state, mail(ref).people) == ("sent", len(written))
    ada = next(one for one in written if one.to_name == "Ada")
    assert ada.subject == "News of Digital Bootcamp next"
    assert ada.text.startswith("Hello Ada,\n\n10:30 to 11:15  Small\n")
    assert "/p/" in ada.text and ada.headers == {} and not ada.urgent
    send(ref, clock)
    clock.at += PAUSE
    drain(app)
    assert len(outbox(batch=ref)) == len(written)


def test_the_group_is_asked_anew_when_it_goes(app, event, clock, crowd, outbox):
    ref = begin(event, clock)
    send(ref, clock)
    dee = next(o for o in places.for_event(event.id) if o.person.name == "Dee")
    with transaction():
        registrations.cancel_registration(dee.public_id, now=clock.now())
    a_registration(event, name="Fay")
    clock.at += PAUSE
    drain(app)
    got = {one.to_name for one in outbox(batch=ref)}
    assert "Fay" in got and "Dee" not in got


def test_stopped_within_the_pause_it_is_a_draft_again(app, event, clock, crowd, outbox):
    ref = begin(event, clock)
    send(ref, clock)
    with transaction():
        assert actions.stop_mail(ref, now=clock.now(), actor=ORLA) == "draft"
    clock.at += PAUSE
    drain(app)
    assert outbox(batch=ref) == [] and mail(ref).state == "draft"
    draft = actions.MailDraft(subject="Other", words="Words", audience=Audience(), version=1)
    with transaction():
        actions.change_mail(ref, draft, now=clock.now(), actor=ORLA)
    with pytest.raises(errors.ChangedMeanwhile):
        send(ref, clock, version=1)
    send(ref, clock, version=2)
    clock.at += PAUSE
    drain(app)
    assert {one.subject for one in outbox(batch=ref)} == {"Other"}


def test_many_go_in_pieces_and_can_be_stopped_between_two(app, event, clock, outbox):
    for number in range(120):
        a_registration(event, name=f"Person {number}")
    ref = begin(event, clock)
    send(ref, clock)
    clock.at += PAUSE
    goes_at = mail(ref).goes_at
    with transaction():
        actions.write_piece(ref, goes_at=goes_at, after=0, now=clock.now())
    assert (mail(ref).state, mail(ref).people) == ("sending", 50)
    with transaction():
        assert actions.stop_mail(ref, now=clock.now(), actor=ORLA) == "stopped"
    drain(app)
    assert len(outbox(batch=ref)) == 50
    assert (mail(ref).state, mail(ref).people) == ("stopped", 50)
    with pytest.raises(errors.Gone):
        send(ref, clock)


def test_two_savings_of_one_draft(event, clock, crowd):
    ref = begin(event, clock)
    mine = actions.MailDraft(subject="Mine", words="Mine", audience=Audience(), version=1)
    with transaction():
        actions.change_mail(ref, mine, now=clock.now(), actor=ORLA)
    with pytest.raises(errors.Stale), transaction():
        actions.change_mail(ref, mine, now=clock.now(), actor=ORLA)
    assert mail(ref).version == 2


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        pytest.param({"words": "{nonsense}"}, mail_errors.UnknownPlaceholder, id="placeholder"),
        pytest.param({"subject": ""}, errors.NoWords, id="no subject"),
        pytest.param({"session": "nowhere"}, errors.NoSuchSession, id="no such session"),
        pytest.param({"role": "news"}, errors.NotInNews, id="places in news"),
    ],
)
def test_what_could_never_be_sent_is_refused(event, clock, changes, refused):
    with pytest.raises(refused):
        begin(event, clock, **changes)
    assert db.session.scalars(select(GroupMail)).all() == []


def test_nobody_is_not_written_to(event, clock):
    ref = begin(event, clock, state="offered")
    with pytest.raises(errors.NobodyThere):
        send(ref, clock)


def test_the_same_form_twice_is_one_mail(event, clock):
    token, draft = public_id(), actions.MailDraft(subject="S", words="W", audience=Audience())
    for _ in range(2):
        with transaction():
            actions.begin_mail(event.id, draft, form_token=token, now=clock.now(), actor=ORLA)
    assert len(db.session.scalars(select(GroupMail)).all()) == 1


def test_news_goes_to_living_consents_with_ways_out(app, event, clock, outbox):
    with transaction():
        people = [
            find_or_add_person(f"{name.lower()}@example.org", name=name, now=clock.now())
            for name in ("Ada", "Ben", "Cid")
        ]
        for person in people:
            accounts.ask_for_news(person, wording="Yes.", given_in="next", now=clock.now())
    a_registration(event, name="Dee")
    ref = begin(event, clock, role="news", words="Hello {name}, see https://example.org/next.")
    send(ref, clock)
    with transaction():
        left = consents.news_consent_at("ben@example.org")
        accounts.leave_news(left.public_id, by=NewsEnd.PAGE, now=clock.now())
    clock.at += PAUSE
    drain(app)
    written = outbox(batch=ref)
    assert [one.to_name for one in written] == ["Ada", "Cid"] and mail(ref).is_news
    for one in written:
        leave = one.values["leave_url"]
        assert one.headers == {
            "List-Unsubscribe": f"<{leave}/one-click>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        assert leave in one.text and "https://example.org/next" in one.text
    assert not [row for row in outbox(scope="next") if row.headers and row.batch != ref]


def test_a_mail_to_one_person_is_private(app, event, clock, crowd, outbox):
    ada = next(o for o in places.for_event(event.id) if o.person.name == "Ada")
    ref = begin(event, clock, role=GroupRole.PERSON, person=ada.public_id)
    send(ref, clock)
    clock.at += PAUSE
    drain(app)
    (one,) = outbox(batch=ref)
    assert one.is_private and one.to_name == "Ada" and one.subject_ref == ada.public_id
    assert list(queries.mails_of(event.id)) == []
    assert queries.mail_by_ref(event.id, ref, sees_private=False) is None
    assert [o.public_id for o in queries.private_mails(event.id, ada.public_id)] == [ref]


def test_nobodys_name_is_a_link_a_placeholder_or_a_header(app, event, clock, outbox):
    a_registration(event, name="{my_day} evil.example/x\nBcc: all@example.org")
    ref = begin(event, clock, subject="For {name}", words="Dear {name}")
    send(ref, clock)
    clock.at += PAUSE
    drain(app)
    (one,) = outbox(batch=ref)
    assert "evil.example/x" not in one.text and "all@example.org" not in one.text
    assert "/p/" not in one.text and "\n" not in one.subject
