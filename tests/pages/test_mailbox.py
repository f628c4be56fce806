"""The development mailbox."""

from dataclasses import replace

import pytest

from app.kernel.work import work_off
from tests.support.builders import a_registration, a_slot, an_event


@pytest.fixture
def mails(app, tmp_path, monkeypatch):
    """The mail folder, empty."""
    settings = app.config["SETTINGS"]
    mail = replace(settings.mail, folder=tmp_path / "mail")
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail=mail))
    return tmp_path / "mail"


def a_mail(mails, name="abc", body="Hello", **headers):
    mails.mkdir(exist_ok=True)
    lines = {"Subject": "A mail", "To": "ada@example.org"} | headers
    head = "".join(f"{key}: {value}\r\n" for key, value in lines.items())
    (mails / f"{name}.eml").write_bytes(f"{head}\r\n{body}".encode())


def test_it_is_empty_at_first(client, mails):
    assert "No mail has been sent yet." in client.get("/mailbox").text


def test_a_mail_can_be_read_and_its_links_followed(client, mails, outbox):
    event = an_event()
    a_registration(event, [a_slot(event)], name="Ada <b>Bryn</b>")
    work_off()
    page = client.get("/mailbox")
    page = client.get(page.html.select_one("tbody a")["href"])
    assert "Hello Ada <b>Bryn</b>" in page.text
    links = [a["href"] for a in page.html.select(".bc-letter a")]
    assert any("/p/" in link for link in links)
    for link in links:
        assert link.startswith("http://bootcamp.test/")
        client.get(link.removeprefix("http://bootcamp.test"))


def test_the_calendar_part_and_the_whole_mail_can_be_taken_away(client, mails):
    event = an_event()
    a_registration(event, [a_slot(event)])
    work_off()
    page = client.get(client.get("/mailbox").html.select_one("tbody a")["href"])
    calendar = client.get(page.html.find("a", string=lambda s: s and ".ics" in s)["href"])
    assert calendar.body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert calendar.response.mimetype == "text/calendar"
    raw = client.get(page.html.find("a", string=lambda s: s and ".eml" in s)["href"])
    assert b"Message-ID:" in raw.body
    assert "attachment" in raw.response.headers["Content-Disposition"]


def test_only_our_own_addresses_can_be_clicked(client, mails):
    body = "http://bootcamp.test/next/, javascript:alert(1) http://bootcamp.test.evil.example/x"
    body += " http://bootcamp.test@evil.example/ https://elsewhere.example <script>x</script>"
    a_mail(mails, body=body)
    page = client.get("/mailbox/abc")
    assert [a["href"] for a in page.html.select(".bc-letter a")] == ["http://bootcamp.test/next/"]
    assert "<script>x</script>" in page.text


def test_odd_mails_are_still_shown(client, mails):
    mails.mkdir()
    (mails / "odd.eml").write_bytes(b"\xff\xfe not a mail \x00")
    (mails / "empty.eml").write_bytes(b"")
    a_mail(mails, "date", Date="yesterday")
    client.get("/mailbox")
    for name in ("odd", "empty", "date"):
        client.get(f"/mailbox/{name}")
        client.get(f"/mailbox/{name}/calendar.ics", status=404)


@pytest.mark.parametrize("name", ["..", "%2e%2e%2fsecret", ".abc", "a.b", "a%00", "a" * 81, "none"])
def test_names_lead_nowhere_else(client, mails, name):
    a_mail(mails)
    (mails.parent / "secret.eml").write_text("secret")
    client.get(f"/mailbox/{name}", status=404)
    client.get(f"/mailbox/{name}/raw", status=404)


@pytest.mark.parametrize("path", ["/mailbox", "/mailbox/abc", "/mailbox/abc/raw"])
def test_in_production_there_is_no_mailbox(app, client, mails, monkeypatch, path):
    a_mail(mails)
    settings = replace(app.config["SETTINGS"], environment="production")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    client.get(path, status=404)
