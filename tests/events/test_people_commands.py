"""`flask people invite` and `flask people end`."""

import pytest

from app.events import queries
from app.events.enums import Role
from app.kernel.database import db
from tests.support.builders import a_member, an_event


@pytest.fixture
def run(app):
    def go(*arguments):
        result = app.test_cli_runner().invoke(args=["people", *arguments])
        db.session.rollback()
        return result.exit_code, result.output

    return go


def test_the_first_organiser(run, outbox):
    code, said = run("invite", "Orla@Example.org", "--name", "Orla Test", "--role", "organiser")
    assert code == 0
    assert said == (
        "Orla Test (orla@example.org) has the role organiser in all events.\n"
        "Sign in at http://bootcamp.test/sign-in: a code comes by mail.\n"
    )
    assert [mail.subject for mail in outbox()] == ["You are on the team of Digital Bootcamp"]


def test_a_host_of_one_event(run):
    event = an_event()
    code, said = run(
        "invite", "ben@example.org", "--name", "Ben", "--event", "next", "--role", "host"
    )
    assert (code, "in Digital Bootcamp next." in said) == (0, True)
    assert [(mate.person.name, mate.role) for mate in queries.team(event.id)] == [
        ("Ben", Role.HOST)
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ben", "--name", "Ben", "--role", "host"), "Error: “ben” is no email address."),
        (("ben@example.org", "--name", " ", "--role", "host"), "Error: The name is empty."),
        (
            ("ben@example.org", "--name", "Ben", "--role", "host", "--event", "later"),
            "Error: There is no event “later”. There are: next.",
        ),
        (("ben@example.org", "--name", "Ben", "--role", "king"), "'king' is not one of"),
        (("ben@example.org", "--role", "host"), "Missing option '--name'"),
    ],
)
def test_bad_input_is_one_sentence(run, outbox, arguments, sentence):
    an_event()
    code, said = run("invite", *arguments)
    assert code != 0
    assert sentence in said
    assert "Traceback" not in said
    assert outbox() == []


def test_a_role_ends(run):
    event = an_event()
    a_member(event)
    a_member(event, Role.HOST, email="ben@example.org", name="Ben")
    assert run("end", "BEN@example.org", "--event", "next", "--role", "host")[0] == 0
    assert [mate.person.name for mate in queries.team(event.id)] == ["Orla Test"]
    code, said = run("end", "ben@example.org", "--event", "next", "--role", "host")
    assert (code, said) == (
        1,
        "Error: Nobody at ben@example.org has the role host in Digital Bootcamp next.\n",
    )
    code, said = run("end", "orla@example.org", "--event", "next", "--role", "organiser")
    assert (code, said) == (
        1,
        "Error: This is the last organiser. Invite another organiser first.\n",
    )
