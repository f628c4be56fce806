"""Signing in through the pages."""

import pytest

from app.accounts import rules
from tests.support.builders import a_member, an_event
from tests.support.signing_in import code_in, sign_in


@pytest.fixture
def orla(app):
    return a_member(an_event())


def test_from_the_address_to_the_account(client, outbox, orla):
    page = client.get("/sign-in")
    page = client.follow(client.submit(page, {"email": " Orla@Example.org "}, status=303))
    assert "a six-digit code is on its way" in page.text
    (mail,) = outbox()
    assert (mail.to_address, mail.urgent, mail.secret) == ("orla@example.org", True, True)
    page = client.submit(page, {"code": code_in(mail)}, button="Sign in", status=303)
    page = client.follow(page)
    assert page.h1 == "Your account"
    assert "orla@example.org" in page.text


def test_an_unknown_address_sees_the_same_page_and_gets_nothing(client, outbox, orla):
    shown = {}
    for email in ("orla@example.org", "nobody@example.org"):
        page = client.submit(client.get("/sign-in"), {"email": email}, status=303)
        shown[email] = client.follow(page).text.replace(email, "ADDRESS")
    assert len(set(shown.values())) == 1
    assert [mail.to_address for mail in outbox()] == ["orla@example.org"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter your email address"),
        ("orla", "Enter an email address in the right form, like name@example.org"),
    ],
)
def test_a_bad_address_is_refused_and_kept(client, typed, sentence):
    page = client.submit(client.get("/sign-in"), {"email": typed}, status=422)
    assert page.errors() == [sentence]
    assert page.html.find(id="email")["value"] == typed


def test_a_wrong_code_is_refused(client, outbox, orla):
    page = client.follow(
        client.submit(client.get("/sign-in"), {"email": "orla@example.org"}, status=303)
    )
    wrong = "000000" if code_in(outbox()[0]) != "000000" else "111111"
    for _ in range(rules.CODE_TRIES - 1):
        page = client.submit(page, {"code": wrong}, button="Sign in", status=422)
        assert page.errors() == [
            "This is not the newest code we sent. Check the mail and type it again"
        ]
    page = client.submit(page, {"code": wrong}, button="Sign in", status=422)
    assert page.errors() == ["This code can no longer be used. Ask for another one"]
    page = client.submit(page, {"code": code_in(outbox()[0])}, button="Sign in", status=422)
    page = client.follow(client.submit(page, button="Send another code", status=303))
    client.submit(page, {"code": code_in(outbox()[-1])}, button="Sign in", status=303)


def test_too_many_codes_is_429_with_when_to_come_back(client, orla):
    for _ in range(rules.CODES_AN_HOUR):
        client.submit(client.get("/sign-in"), {"email": "orla@example.org"}, status=303)
    page = client.submit(client.get("/sign-in"), {"email": "orla@example.org"}, status=429)
    assert page.response.headers["Retry-After"] == "3600"
    assert page.errors()[0].startswith("You have asked for too many codes")


def test_the_code_page_needs_an_address_first(client):
    assert client.get("/sign-in/code", status=303).location == "/sign-in"


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/next/manage/details?a=1", "/next/manage/details?a=1"),
        ("//evil.example", "/account"),
        ("/\\evil.example", "/account"),
        ("https://evil.example", "/account"),
        ("javascript:alert(1)", "/account"),
        ("/\t/evil.example", "/account"),
        ("/%0d%0aSet-Cookie:x", "/account"),
    ],
)
def test_next_is_kept_only_when_it_is_our_own_path(client, outbox, orla, wanted, leads_to):
    page = client.http.get("/sign-in", query_string={"next": wanted})
    client.http.post("/sign-in", data={**_token(page), "email": orla.email, "next": wanted})
    page = client.get("/sign-in/code")
    code = code_in(outbox()[-1])
    page = client.submit(page, {"code": code}, button="Sign in", status=303)
    if "%0d" in wanted:  # stays a harmless, quoted path
        assert "\n" not in page.location
    else:
        assert page.location == leads_to


def test_a_post_without_the_forms_token_is_refused(client, outbox, orla):
    for path in ("/sign-in", "/sign-in/code", "/sign-out"):
        client.post(path, {"email": "orla@example.org"}, status=400)
    assert outbox() == []


def test_a_browser_can_be_signed_out_from_another_one(app, client, outbox, orla):
    from tests.support.client import CheckingClient

    other = CheckingClient(app)
    sign_in(other, outbox)
    sign_in(client, outbox)
    page = client.get("/account")
    page = client.follow(client.submit(page, button="End this sign-in", status=303))
    assert "End this sign-in" not in page.text
    assert other.get("/account", status=303).location == "/sign-in?next=/account"


def test_signing_out_ends_the_device_not_only_the_cookie(client, outbox, orla):
    sign_in(client, outbox)
    stolen = client.http.get_cookie("bootcamp").value
    client.submit(client.get("/account"), action="/sign-out", status=303)
    client.http.set_cookie("bootcamp", stolen, domain="localhost")
    client.get("/account", status=303)


def test_everywhere_at_once(client, outbox, orla):
    sign_in(client, outbox)
    client.submit(client.get("/account"), button="Sign out everywhere", status=303)
    client.get("/account", status=303)


def test_a_device_of_somebody_else_is_not_there(app, client, outbox, orla):
    from app.accounts.models import Device
    from app.kernel.database import db
    from tests.support.client import CheckingClient

    a_member(None, email="ben@example.org", name="Ben")
    other = CheckingClient(app)
    sign_in(other, outbox, "ben@example.org")
    theirs = db.session.scalars(db.select(Device)).one().ref
    sign_in(client, outbox)
    page = client.get("/account")
    token = page.html.find("input", attrs={"name": "csrf_token"})["value"]
    client.post(f"/account/devices/{theirs}/end", {"csrf_token": token}, status=404)
    other.get("/account")


def test_signing_in_starts_a_new_session(client, outbox, orla):
    with client.http.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(client, outbox)
    with client.http.session_transaction() as session:
        assert "planted" not in session


def _token(response) -> dict[str, str]:
    from bs4 import BeautifulSoup

    html = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    return {"csrf_token": html.find("input", attrs={"name": "csrf_token"})["value"]}
