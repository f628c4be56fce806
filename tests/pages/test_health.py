"""What whoever watches the servers asks."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from app.kernel.database import db


def test_it_says_that_it_is_alive_without_asking_the_database(client):
    page = client.get("/health", budget=0)
    assert page.response.json == {"alive": True}


def test_it_says_that_it_is_ready(client):
    assert client.get("/ready").response.json == {
        "ready": True,
        "database": True,
        "queue": True,
        "mail": True,
    }


@pytest.fixture
def no_mail(app, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    settings = app.config["SETTINGS"]
    mail = replace(settings.mail, folder=tmp_path / "file")
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail=mail))


def test_it_names_what_is_missing(app, client, no_mail, monkeypatch):
    monkeypatch.setattr(app.extensions["engine"], "is_reachable", lambda: False)
    answer = client.get("/ready", status=503).response.json
    assert answer == {"ready": False, "database": True, "queue": False, "mail": False}


def test_a_database_that_is_away_is_said(client, monkeypatch):
    def away(*_args):
        raise OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr(db.session, "execute", away)
    assert client.get("/ready", status=503).response.json["database"] is False
