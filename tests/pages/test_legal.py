"""The pages about the site say what it does, and what its deployer has not told yet."""

from __future__ import annotations

import dataclasses

import pytest

PAGES = ("accessibility", "privacy", "cookies", "complaints")
OWED = "Whoever runs this site still has to fill in"


@pytest.fixture
def organisation(app, monkeypatch):
    settings = app.config["SETTINGS"]

    def give(name: str, email: str) -> None:
        given = dataclasses.replace(settings, organisation_name=name, organisation_email=email)
        monkeypatch.setitem(app.config, "SETTINGS", given)

    return give


@pytest.mark.parametrize("name", PAGES)
def test_each_page_answers_without_asking_the_database(client, name):
    assert client.get(f"/{name}", budget=0).h1


def test_an_unfinished_statement_says_what_is_missing(client, organisation):
    organisation("", "")
    text = client.get("/privacy").text
    assert OWED in text
    assert "ORGANISATION_NAME" in text


def test_the_deployers_words_finish_it(app, client, organisation, tmp_path, monkeypatch):
    organisation("Anytown Libraries", "bootcamp@example.org")
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    (tmp_path / "legal").mkdir()
    (tmp_path / "legal" / "privacy.txt").write_text(
        "We keep it\na year.\n\n<b>Hosted</b> in Leeds."
    )
    text = client.get("/privacy").text
    assert OWED not in text
    assert "Anytown Libraries runs this site" in text
    assert "We keep it a year. <b>Hosted</b> in Leeds." in text


def test_security_txt_names_whom_to_tell_and_until_when(client, organisation):
    organisation("Anytown Libraries", "bootcamp@example.org")
    body = client.get("/.well-known/security.txt").body.decode()
    assert "Contact: mailto:bootcamp@example.org\n" in body
    assert "Expires: 2027-10-30T09:00:00Z\n" in body


def test_there_is_no_security_txt_without_an_address(client, organisation):
    organisation("", "")
    client.get("/.well-known/security.txt", status=404)
