"""Issuing, correcting and revoking, on a real database."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.attendance.actions import mark
from app.audit.models import AuditEntry
from app.certificates import actions, errors, queries
from app.certificates.content import CertificateContent
from app.certificates.models import Certificate
from app.kernel.database import db
from app.kernel.transaction import OutsideTransaction, transaction
from app.programme.actions import cancel_slot
from app.registration.queries import bookings_in
from tests.certificates.days import OVER, a_day, day_over, my, someone
from tests.support.builders import a_member, at
from tests.support.signing_in import be

ORLA = "orla@example.org"


def issue(registration, *, now=OVER):
    with transaction():
        return actions.issue(registration, now=now)


def all_rows():
    return list(db.session.scalars(select(Certificate).order_by(Certificate.id)))


@pytest.fixture
def day(app):
    return a_day()


def test_it_states_what_was_attended(day):
    event, podcast, closing = day
    sian = someone(event, [podcast, closing], joined=[podcast, closing])
    made = issue(sian)
    content = CertificateContent.from_json(made.content)
    assert content.person_name == "Siân Ŵyn"
    assert content.event_name == "Digital Bootcamp next"
    assert (content.date_text, content.mode) == ("Thursday 10 June 2027", "online")
    assert [(one.title, one.time) for one in content.sessions] == [
        ("Podcasts & <one> microphone", "10:30 to 11:15"),
        ("Closing", "15:00 to 15:30"),
    ]
    assert "Gateshead" in content.sessions[0].services
    assert content.learning_time == "1 h 15 min of sessions attended"
    assert content.organisers_text == "A day for library staff."
    assert (content.issuer_name, content.signatory_role) == (
        "Libraries Together",
        "Head of Learning",
    )
    assert content.issued_on_text == "Thursday 10 June 2027"
    assert content.language == "en-GB"
    assert content.short_code.replace("-", "") == made.short_code and len(made.short_code) == 8
    assert content.verify_url == f"http://bootcamp.test/verify/{made.long_code}"
    assert content.verify_address == "bootcamp.test/verify"
    assert (made.issued_at, made.issued_by) == (OVER, "the person")


def test_twice_is_once(day, outbox):
    event, podcast, _ = day
    sian = someone(event, [podcast], joined=[podcast])
    mails = len(outbox())
    first = issue(sian)
    ref, content = first.id, first.content
    again = issue(sian, now=OVER + timedelta(days=3))
    assert (again.id, again.content) == (ref, content)
    assert len(all_rows()) == 1
    assert len(outbox()) == mails, "who asks for it themselves gets no mail"
    notes = db.session.scalars(select(AuditEntry).filter_by(action="certificate issued")).all()
    assert [(note.actor, note.scope, note.subject) for note in notes] == [
        ("the person", "next", first.short_code)
    ]


def test_nobody_gets_one_before_the_last_session_has_ended(day):
    event, podcast, _ = day
    sian = someone(event, [podcast], joined=[podcast])
    with pytest.raises(errors.DayNotOver) as refused:
        issue(sian, now=OVER - timedelta(minutes=1))
    assert refused.value.over_at == OVER
    with pytest.raises(errors.DayNotOver), transaction():
        actions.issue_all(event.id, now=OVER - timedelta(minutes=1), actor=ORLA)
    assert all_rows() == []


def test_a_cancelled_last_session_does_not_hold_the_day_up(day):
    event, podcast, closing = day
    sian = someone(event, [podcast, closing], joined=[podcast])
    with transaction():
        cancel_slot(closing, because="ill", now=at("12:00"), actor=ORLA)
    assert len(issue(sian, now=at("12:30")).content["sessions"]) == 1


def test_who_did_not_attend_gets_none(day):
    event, podcast, closing = day
    with pytest.raises(errors.TooFewSessions):
        issue(someone(event, [podcast, closing]))
    assert all_rows() == []


def test_the_rule_counts_sessions(app):
    event, podcast, closing = a_day(minimum_sessions=2)
    one = someone(event, [podcast, closing], joined=[podcast])
    two = someone(event, [podcast, closing], joined=[podcast, closing])
    with pytest.raises(errors.TooFewSessions) as refused:
        issue(one)
    assert str(refused.value) == (
        "We know of 1 session you attended. A certificate needs 2 sessions."
    )
    assert issue(two).state == "valid"


def test_where_joining_does_not_count_the_hosts_list_does(app):
    event, podcast, _ = a_day(evidence_join=False)
    joined = someone(event, [podcast], joined=[podcast], name="Joined")
    ticked = someone(event, [podcast], name="Ticked")
    people = bookings_in(podcast.id)
    with transaction():
        said = {b.public_id: True for b in people if b.registration_id == ticked.id}
        mark(podcast, said, people, now=at("11:00"), actor="host@example.org")
    with pytest.raises(errors.TooFewSessions):
        issue(joined)
    content = issue(ticked).content
    assert content["how_counted"] == (
        "This is the planned length of the sessions above. "
        "Attendance is known from the session host’s list."
    )


def test_issuing_for_all_tells_each_once(day, outbox):
    event, podcast, closing = day
    there = someone(event, [podcast], joined=[podcast], name="There")
    someone(event, [podcast, closing], joined=[closing], name="Closing only")
    someone(event, [podcast], name="Absent")
    issue(someone(event, [podcast], joined=[podcast], name="Has one"))
    for counts in (actions.Issued(new=2, before=1, short=1), actions.Issued(0, 3, 1)):
        with transaction():
            assert actions.issue_all(event.id, now=OVER, actor=ORLA) == counts
    mails = outbox(template="certificates/email/ready")
    assert sorted(mail.to_name for mail in mails) == ["Closing only", "There"]
    (mail,) = [mail for mail in mails if mail.to_name == "There"]
    assert mail.subject == "Your certificate of attendance: Digital Bootcamp next"
    assert f"http://bootcamp.test{my(there, '/certificate')}" in mail.text
    assert "It states 45 min of sessions attended." in mail.text
    assert "PDF" in mail.text and mail.calendar is None


def test_a_corrected_name_replaces_the_certificate(day, outbox):
    event, podcast, _ = day
    old = issue(someone(event, [podcast], joined=[podcast], name="Sian Wyn"))
    with transaction():
        new = actions.correct_name(old, "Siân Ŵyn", now=OVER + timedelta(days=1), actor=ORLA)
    assert (old.state, new.state) == ("replaced", "valid")
    assert old.content["person_name"] == "Sian Wyn"
    changed = {name for name in new.content if new.content[name] != old.content[name]}
    assert changed == {"person_name", "issued_on", "issued_on_text", "short_code", "verify_url"}
    assert {old.short_code, old.long_code}.isdisjoint({new.short_code, new.long_code})
    (mail,) = outbox(template="certificates/email/ready")
    assert "We corrected the name on your certificate" in mail.text
    with pytest.raises(errors.NotValidAnyMore), transaction():
        actions.correct_name(old, "Another", now=OVER, actor=ORLA)
    with pytest.raises(errors.SameName), transaction():
        actions.correct_name(new, "Siân Ŵyn", now=OVER, actor=ORLA)
    assert issue(old.registration).id == new.id


def test_a_revoked_one_is_not_had_again_by_asking(day, outbox):
    event, podcast, _ = day
    made = issue(someone(event, [podcast], joined=[podcast]))
    with transaction():
        actions.revoke(made, because="Marked in error", now=OVER, actor=ORLA)
    assert (made.state, made.ended_because, made.ended_at) == ("revoked", "Marked in error", OVER)
    with pytest.raises(errors.Revoked):
        issue(made.registration)
    with transaction():
        assert actions.issue_all(event.id, now=OVER, actor=ORLA).new == 0
    with pytest.raises(errors.NotValidAnyMore), transaction():
        actions.revoke(made, because="Again", now=OVER, actor=ORLA)
    with transaction():
        new = actions.issue_again(made, now=OVER, actor=ORLA)
    assert issue(made.registration).id == new.id
    with pytest.raises(errors.NotValidAnyMore), transaction():
        actions.issue_again(made, now=OVER, actor=ORLA)
    assert len(outbox(template="certificates/email/ready")) == 1


def test_a_later_change_of_words_does_not_change_what_was_issued(day):
    event, podcast, _ = day
    made = issue(someone(event, [podcast], joined=[podcast]))
    before = dict(made.content)
    with transaction():
        event.name = "Another name"
        podcast.session.title = "Another title"
        made.registration.person.name = "Another person"
    assert issue(made.registration).content == before


def test_actions_refuse_to_run_outside_a_transaction(day):
    event, podcast, _ = day
    sian = someone(event, [podcast], joined=[podcast])
    with pytest.raises(OutsideTransaction):
        actions.issue(sian, now=OVER)


def test_as_many_queries_for_thirty_people_as_for_one(app, client):
    event, podcast, closing = a_day()
    a_member(event)
    issue(someone(event, [podcast], joined=[podcast]))
    someone(event, [podcast, closing], joined=[podcast])
    someone(event, [podcast])
    day_over()
    be(client)
    few = client.get("/next/manage/certificates").queries
    app.extensions["clock"].at = at("08:00")
    for number in range(30):
        person = someone(event, [podcast, closing], joined=[podcast] * (number % 3))
        if number % 2 and number % 3:
            issue(person)
    day_over()
    assert client.get("/next/manage/certificates").queries == few
    assert len(queries.standings(event, now=OVER)) == 33
