"""Whom a mail can be for, what may stand in it, and what becomes of placeholders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.campaigns import errors, rules
from app.campaigns.enums import GroupRole, GroupState
from app.campaigns.rules import Audience
from app.mail import errors as mail_errors

NOW = datetime(2027, 5, 3, 9, tzinfo=UTC)
VALUES = {
    "name": "Ada {my_day} www.evil.example",
    "event": "Digital Bootcamp",
    "day": "Thursday 10 June 2027",
    "my_day": "https://bootcamp.test/p/abc",
    "sessions": "10:30 to 11:15  One\n13:00 to 13:45  Two",
}


@pytest.mark.parametrize(
    ("audience", "refused"),
    [
        pytest.param({}, None, id="everybody with a place"),
        pytest.param({"state": "waiting", "service": "leeds"}, None, id="state and service"),
        pytest.param({"session": "x", "in_session": "offered"}, None, id="state in a session"),
        pytest.param({"attended": "no", "session": "x"}, None, id="did not come to a session"),
        pytest.param({"role": "presenters", "session": "x"}, None, id="who presents a session"),
        pytest.param({"role": "reviewers", "service": "leeds"}, None, id="reviewers of a service"),
        pytest.param({"role": "hosts", "state": "waiting"}, errors.NoPlacesThere, id="hosts wait"),
        pytest.param(
            {"role": "presenters", "attended": "no"}, errors.NoPlacesThere, id="presenters"
        ),
        pytest.param({"role": "reviewers", "session": "x"}, errors.NoPlacesThere, id="reviewers"),
        pytest.param({"role": "news", "service": "leeds"}, errors.NoServiceThere, id="news"),
        pytest.param({"in_session": "waiting"}, errors.WhichSession, id="in which session"),
        pytest.param({"attended": "yes", "state": "waiting"}, errors.NobodyThere, id="waits, came"),
        pytest.param(
            {"attended": "yes", "session": "x", "in_session": "cancelled"},
            errors.NobodyThere,
            id="gave up and came",
        ),
    ],
)
def test_what_can_be_combined(audience, refused):
    found = rules.why_not_audience(Audience.from_json(audience))
    assert (type(found) if found else None) is refused


def test_an_audience_is_plain_json():
    audience = Audience(
        role=GroupRole.ATTENDEES, state="waiting", session="x", in_session="waiting"
    )
    assert Audience.from_json(audience.to_json()) == audience
    assert Audience.from_json({"unknown": 1}) == Audience()


@pytest.mark.parametrize(
    ("subject", "words", "news", "refused"),
    [
        pytest.param("Hello {name}", "{my_day}\n{sessions}", False, None, id="all in place"),
        pytest.param("Hello", "{name} {event} {day}", True, None, id="news"),
        pytest.param("", "Words", False, errors.NoWords, id="no subject"),
        pytest.param("Hello", " \n", False, errors.NoWords, id="no words"),
        pytest.param("Hello", "{name2}", False, mail_errors.StrayBrace, id="not a name"),
        pytest.param("Hello", "{firstname}", False, mail_errors.UnknownPlaceholder, id="unknown"),
        pytest.param("Hello", "{Name}", False, mail_errors.UnknownPlaceholder, id="capitals"),
        pytest.param("Hello", "a { b", False, mail_errors.StrayBrace, id="a brace alone"),
        pytest.param("Hello", "{{name}}", False, mail_errors.StrayBrace, id="two braces"),
        pytest.param("{sessions}", "Words", False, errors.NotInSubject, id="too long for it"),
        pytest.param("Hello", "{my_day}", True, errors.NotInNews, id="news knows no day"),
        pytest.param("x" * 121, "Words", False, mail_errors.WordsTooLong, id="a long subject"),
        pytest.param("Hello", "x" * 8001, False, mail_errors.WordsTooLong, id="long words"),
    ],
)
def test_what_may_be_said(subject, words, news, refused):
    if refused is None:
        rules.check_mail(subject, words, is_news=news)
        return
    with pytest.raises(
        refused if refused is not mail_errors.StrayBrace else mail_errors.WordsRefused
    ):
        rules.check_mail(subject, words, is_news=news)


def test_a_subject_is_one_line_with_data_in_it():
    subject = rules.subject_for(
        "To {name}: {event}", VALUES | {"name": "Ada\r\nBcc: x@example.org"}
    )
    assert "\n" not in subject and subject.startswith("To Ada") and "Digital Bootcamp" in subject


def test_links_are_what_the_writer_typed_and_the_readers_own_day():
    words = "See https://example.org/a, or {my_day}.\n{name}"
    ((first, second),) = rules.paragraphs_for(words, VALUES)
    assert [piece["href"] for piece in first if piece["href"]] == [
        "https://example.org/a",
        "https://bootcamp.test/p/abc",
    ]
    assert all(not piece["href"] for piece in second)
    name = "".join(piece["text"] for piece in second)
    assert "{my_day}" in name and "www.evil.example" not in name


def test_sessions_stand_one_below_the_other():
    paragraphs = rules.paragraphs_for("Yours:\n{sessions}\nSee you.\n\nThe team", VALUES)
    lines = ["".join(piece["text"] for piece in line) for line in paragraphs[0]]
    assert [line[:6] for line in lines] == ["Yours:", "10:30 ", "13:00 ", "See yo"]
    assert len(paragraphs) == 2


def test_addresses_that_hide_where_they_lead_are_no_links():
    ((line,),) = rules.paragraphs_for("https://bank.example@evil.example/ x", VALUES)
    assert all(not piece["href"] for piece in line)


@pytest.mark.parametrize(
    ("state", "change", "send", "stop"),
    [
        pytest.param(GroupState.DRAFT, None, None, errors.NothingToStop, id="draft"),
        pytest.param(GroupState.WAITING, errors.GoesSoon, errors.GoesSoon, None, id="waiting"),
        pytest.param(GroupState.SENDING, errors.Gone, errors.Gone, None, id="sending"),
        pytest.param(GroupState.SENT, errors.Gone, errors.Gone, errors.NothingToStop, id="sent"),
        pytest.param(
            GroupState.STOPPED, errors.Gone, errors.Gone, errors.NothingToStop, id="stopped"
        ),
    ],
)
def test_what_may_be_done_with_a_mail(state, change, send, stop):
    answers = (
        rules.why_not_change(state),
        rules.why_not_send(state, people=3),
        rules.why_not_stop(state),
    )
    assert [type(one) if one else None for one in answers] == [change, send, stop]


def test_nobody_is_nobody():
    assert isinstance(rules.why_not_send(GroupState.DRAFT, people=0), errors.NobodyThere)


def test_the_pause():
    assert rules.goes_at(NOW, pause_minutes=10) == NOW + timedelta(minutes=10)
