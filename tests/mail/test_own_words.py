"""An event's own words in mails: asked for once, frozen when written, kept apart by event and language."""

from __future__ import annotations

import pytest
from sqlalchemy import event as events
from sqlalchemy import select

from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import OutsideTransaction, rehearsal, transaction
from app.mail import actions, errors, jobs, queries
from app.mail.models import OutboxMessage, Wording
from app.mail.rules import Wordable
from app.wiring import WORDABLES

LINKS = WORDABLES.at("registration-links-again")
OWN = ("Here, {name}", "Dear {name},\n\nfor {event}.")


def draft(key: str, *, scope="next", language="en", **more) -> actions.Draft:
    values = {"name": "Siân", "event": "Bootcamp", "day": "Thursday", "reference": "R", "contact": "",
              "my_url": "http://bootcamp.test/p/1", "notice": ""}  # fmt: skip
    return actions.Draft(
        template="registration/email/links_again",
        to=Mailbox("Siân", "sian@example.org"),
        values=values,
        dedupe_key=key,
        scope=scope,
        language=language,
        **more,
    )


def put(
    clock, words=OWN, *, scope="next", language="en", seen="", wordable: Wordable = LINKS
) -> None:
    with transaction():
        actions.put_words(
            scope, wordable, language, words, seen=seen, now=clock.now(), actor="orla@example.org"
        )


def post(clock, *drafts: actions.Draft) -> list[OutboxMessage]:
    with transaction():
        return [actions.post(one, now=clock.now()) for one in drafts]


def test_only_inside_a_transaction(app, clock):
    with pytest.raises(OutsideTransaction):
        actions.put_words("next", LINKS, "en", OWN, seen="", now=clock.now(), actor="x")


def test_however_many_mails_the_words_are_asked_for_once(app, clock):
    put(clock)
    asked = []

    def listen(_connection, _cursor, statement, *_rest) -> None:
        asked.append("FROM mail_wordings" in statement)

    events.listen(db.engine, "before_cursor_execute", listen)
    try:
        post(clock, *(draft(f"a{number}") for number in range(5)))
        assert sum(asked) == 1
        post(clock, draft("b1"), draft("b2"), draft("c", scope="other"), draft("d", scope=""))
        assert sum(asked) == 3
    finally:
        events.remove(db.engine, "before_cursor_execute", listen)


def test_words_are_those_of_the_event_and_the_language(app, clock):
    put(clock)
    mine, other, welsh = post(
        clock, draft("a"), draft("b", scope="other"), draft("c", language="cy")
    )
    assert (mine.subject, mine.text.split("\n")[:3]) == (
        "Here, Siân",
        ["Dear Siân,", "", "for Bootcamp."],
    )
    assert other.subject == "Your link for Bootcamp" and other.text.startswith("Hello Siân,")
    assert welsh.text.startswith("Helo Siân,")
    put(clock, ("", "Annwyl {name},"), language="cy")
    (again,) = post(clock, draft("d", language="cy"))
    assert again.subject == "Eich dolen ar gyfer Bootcamp"
    assert again.text.startswith("Annwyl Siân,\n\nGofynnodd rhywun")


def test_what_was_written_keeps_its_words(app, clock, outbox):
    put(clock)
    post(clock, draft("a"))
    (row,) = outbox()
    before = jobs.build(row).raw
    with transaction() as session:
        session.delete(session.scalars(select(Wording)).one())
    (row,) = outbox()
    assert jobs.build(row).raw == before and b"Dear Si" in before


def test_words_that_were_only_tried_are_gone(app, clock):
    with rehearsal():
        actions.put_words("next", LINKS, "en", OWN, seen="", now=clock.now(), actor="x")
        assert actions.values_of(draft("a"))["own"]["subject"] == "Here, Siân"
    with transaction():
        assert "own" not in actions.values_of(draft("a"))


def test_who_has_not_seen_what_is_saved_does_not_save_over_it(app, clock):
    put(clock)
    with pytest.raises(errors.WordsChanged):
        put(clock, ("Mine", ""))
    with pytest.raises(errors.WordsChanged):
        put(clock, ("", ""))
    seen = queries.digest_of(queries.wording("next", LINKS.key, "en"))
    put(clock, ("Mine", ""), seen=seen)
    with pytest.raises(errors.WordsChanged):
        put(clock, ("Later", ""), seen=seen)
    assert db.session.scalars(select(Wording.subject)).all() == ["Mine"]


def test_refused_words_change_nothing(app, clock):
    for words, refusal in (
        (("{nix}", ""), errors.UnknownPlaceholder),
        (("", "{"), errors.StrayBrace),
        (("x" * 201, ""), errors.WordsTooLong),
    ):
        with pytest.raises(refusal):
            put(clock, words)
    with pytest.raises(errors.LeftOut):
        put(clock, ("", "Soon"), wordable=WORDABLES.at("registration-offered"))
    db.session.rollback()
    assert db.session.scalars(select(Wording)).all() == []


def test_each_mail_has_an_address_of_its_own(app):
    slugs = [one.slug for one in WORDABLES.every]
    keys = [one.key for one in WORDABLES.every]
    assert len(set(slugs)) == len(slugs) and len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 100
