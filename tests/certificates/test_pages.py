"""The certificate's pages: getting one, the PDF and its QR code, checking, and what organisers do."""

from __future__ import annotations

import io
import subprocess

import pytest
import zxingcpp
from PIL import Image

from app.certificates import actions, download, queries
from app.certificates.renderer import RenderFailed
from app.kernel.transaction import transaction
from tests.certificates.days import OVER, a_day, day_over, my, someone
from tests.support.builders import a_member, an_event, at
from tests.support.signing_in import be

ORLA = "orla@example.org"
GENUINE = "This certificate is genuine"


@pytest.fixture
def day(app):
    return a_day()


@pytest.fixture
def sian(day):
    event, podcast, closing = day
    return someone(event, [podcast, closing], joined=[podcast])


@pytest.fixture
def issued(sian):
    """Siân's certificate; the day is over."""
    day_over()
    with transaction():
        return actions.issue(sian, now=OVER)


@pytest.fixture(autouse=True)
def _no_tries_yet(app):
    app.extensions.pop("checks_limit", None)
    yield
    app.extensions.pop("checks_limit", None)


def test_before_the_day_is_over_nothing_can_be_issued(sian, client, clock):
    clock.at = at("15:29")
    page = client.get(my(sian, "/certificate"))
    assert "once the last session has ended: on Thursday 10 June 2027 from 15:30" in page.text
    assert not page.html.find("main").find("form")
    client.get(my(sian, "/certificate.pdf"), status=404)
    other = client.get("/next/lost-link").html.find("input", attrs={"name": "csrf_token"})["value"]
    refused = client.post(my(sian, "/certificate"), {"csrf_token": other}, status=422)
    assert "once the last session has ended" in refused.text
    assert queries.standing_of(sian, now=OVER).certificate is None
    assert "Your certificate" not in client.get(my(sian)).text


def test_my_day_leads_to_it(sian, client, clock):
    clock.at = at("11:15")
    page = client.get(my(sian))
    assert "You were there joined 10:29" in page.text
    day_over()
    page = client.get(my(sian))
    assert "You attended 1 session, and a certificate is yours." in page.text
    assert "No attendance noted Were you there? Write to team@example.org" in page.text
    for _ in range(3):
        client.get(my(sian, "/certificate"))
    assert queries.standing_of(sian, now=OVER).certificate is None, "reading issues nothing"
    done = client.follow(client.submit(page, button="Get my certificate", status=303))
    assert done.h1 == "Certificate of attendance"
    for words in ("Siân Ŵyn", "Podcasts & <one> microphone", "45 min of sessions attended"):
        assert words in done.text
    assert "Closing" not in done.text
    first = queries.standing_of(sian, now=OVER).certificate
    client.submit(page, button="Get my certificate", status=303)
    assert queries.standing_of(sian, now=OVER).certificate.id == first.id
    assert "It states 45 min of sessions attended." in client.get(my(sian)).text


def test_who_did_not_attend_reads_why(day, client):
    event, podcast, _ = day
    ben = someone(event, [podcast], name="Ben")
    day_over()
    page = client.get(my(ben, "/certificate"))
    assert "We know of no session you attended. A certificate needs 1 session." in page.text
    assert "team@example.org" in page.text and not page.html.find("main").find("form")
    assert "We know of no session you attended." in client.get(my(ben)).text


def test_the_pdf_says_what_was_issued_and_its_code_is_genuine(sian, issued, client, tmp_path):
    answer = client.get(my(sian, "/certificate.pdf"))
    assert answer.response.mimetype == "application/pdf"
    assert answer.response.headers["Content-Disposition"] == (
        'attachment; filename="certificate-sian-wyn-digital-bootcamp-next.pdf"'
    )
    assert answer.response.headers["Cache-Control"] == "no-store"
    assert answer.body.startswith(b"%PDF")
    assert client.get(my(sian, "/certificate.pdf")).body == answer.body, "the same bytes again"
    path = tmp_path / "certificate.pdf"
    path.write_bytes(answer.body)
    text = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-raw", str(path), "-"],
        capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    for words in ("Siân Ŵyn", "Podcasts & <one> microphone", "10:30 to 11:15", "Head of Learning"):
        assert words in " ".join(text.split())
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(path), str(path)], check=True)
    (picture,) = tmp_path.glob("*.png")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.read_bytes())))
    assert code.text == f"http://bootcamp.test/verify/{issued.long_code}"
    page = client.get(code.text.removeprefix("http://bootcamp.test"))
    assert page.h1 == GENUINE and "Siân Ŵyn" in page.text


def test_when_the_pdf_cannot_be_made_the_page_says_so(sian, issued, client, monkeypatch):
    def fail(_content):
        raise RenderFailed("it took longer than 10 s")

    monkeypatch.setattr(download, "render", fail)
    answer = client.get(my(sian, "/certificate.pdf"), status=503)
    assert answer.response.headers["Retry-After"] == "30"
    assert "We could not make the PDF of this certificate just now." in answer.text


def test_the_short_code_shows_initials_alone(issued, client):
    shown = f"{issued.short_code[:4]}-{issued.short_code[4:]}"
    for typed in (shown, shown.lower(), f" {shown[:4]} {shown[5:]} ", issued.short_code):
        page = client.follow(client.get("/verify", query_string={"code": typed}, status=303))
        assert page.h1 == GENUINE
        assert "S. Ŵ." in page.text and "Siân" not in page.body.decode()
        assert "Digital Bootcamp next" in page.text and "Thursday 10 June 2027" in page.text
        assert "Podcasts & <one> microphone" in page.text
        assert page.response.headers["X-Robots-Tag"] == "noindex"
        assert page.html.find("meta", attrs={"name": "robots"})["content"] == "noindex"


@pytest.mark.parametrize("typed", ["", "  ", "---", "x" * 61])
def test_no_code_is_refused_with_a_sentence(app, client, typed):
    page = client.get("/verify", query_string={"code": typed}, status=422)
    assert len(page.errors()) == 1
    assert page.html.find(id="code")["value"] == typed.strip()


@pytest.mark.parametrize(
    "code", ["ZZZZ-ZZZZ", "zzzz", "0" * 24, "x" * 300, "ŵŵŵŵŵŵŵŵ", "a'b", "%00", "..."]
)
def test_an_unknown_code_says_so(issued, client, code):
    page = client.get(f"/verify/{code}", status=404)
    assert page.h1 == "We do not know this certificate"
    assert page.html.find(id="code")


def test_replaced_and_revoked_ones_say_so(issued, client):
    with transaction():
        new = actions.correct_name(issued, "Siân Ŵyn Rees", now=OVER, actor=ORLA)
    for code in (issued.short_code, issued.long_code):
        page = client.get(f"/verify/{code}")
        assert page.h1 == "This certificate has been replaced"
        assert new.short_code not in page.body.decode() and "Rees" not in page.text
    assert client.get(f"/verify/{new.long_code}").h1 == GENUINE
    with transaction():
        actions.revoke(new, because="Marked in error", now=OVER, actor=ORLA)
    page = client.get(f"/verify/{new.long_code}")
    assert page.h1 == "This certificate has been revoked"
    assert "Digital Bootcamp next" in page.text and "Podcasts" not in page.text
    assert "Marked in error" not in page.text, "the reason is for the person"


def test_a_revoked_one_is_explained_to_its_person(sian, issued, client):
    with transaction():
        actions.revoke(issued, because="Marked in error", now=OVER, actor=ORLA)
    page = client.get(my(sian, "/certificate"))
    assert "The organisers revoked your certificate." in page.text
    assert "The reason they gave: Marked in error" in page.text
    client.get(my(sian, "/certificate.pdf"), status=404)
    assert "The organisers revoked your certificate." in client.get(my(sian)).text


def test_guessing_is_slowed_down_and_the_qr_code_is_not(issued, client, clock):
    for _ in range(30):
        client.get("/verify/ZZZZ-ZZZZ", status=404)
    answer = client.get(f"/verify/{issued.short_code}", status=429)
    assert answer.response.headers["Retry-After"] == "60" and answer.h1 == "Too many tries"
    client.get(f"/verify/{issued.long_code}")
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    client.get(f"/verify/{issued.short_code}", environ_overrides=elsewhere)


def test_tokens_that_open_no_day_open_no_certificate(sian, issued, client):
    for ending in ("", ".pdf"):
        client.get(f"/p/nothing/certificate{ending}", status=404)
    client.post(my(sian, "/certificate"), {}, status=400)


def organiser(client, event):
    a_member(event)
    be(client)


def test_organisers_issue_for_all(day, sian, client, outbox, clock):
    event, podcast, _ = day
    someone(event, [podcast], name="Ben")
    clock.at = at("12:00")
    organiser(client, event)
    page = client.get("/next/manage/certificates")
    assert "on Thursday 10 June 2027 at 15:30" in page.text
    assert not page.html.find("main").find("form")
    day_over()
    be(client)
    page = client.get("/next/manage/certificates")
    assert "For a certificate you need to attend at least 1 session." in page.text
    numbers = [tag.get_text() for tag in page.html.find_all(class_="bc-stat__number")]
    assert numbers == ["0", "1", "1"]
    assert "Ben A reading charity 0 No attendance known" in page.text
    done = client.follow(client.submit(page, button="Issue certificates", status=303))
    assert "1 certificate issued, and its person told by mail." in done.text
    numbers = [tag.get_text() for tag in done.html.find_all(class_="bc-stat__number")]
    assert numbers == ["1", "0", "1"]
    assert [m.to_name for m in outbox(template="certificates/email/ready")] == ["Siân Ŵyn"]


def test_organisers_correct_a_name_and_revoke(day, issued, client):
    organiser(client, day[0])
    path = f"/next/manage/certificates/{issued.short_code}"
    assert client.get(f"{path}/certificate.pdf").body.startswith(b"%PDF")
    page = client.get(path)
    for typed, sentence in (("", "Enter the name"), ("Siân Ŵyn", "shows this name already")):
        refused = client.submit(page, {"name": typed}, action="/name", status=422)
        assert sentence in refused.errors()[0]
        assert refused.html.find(id="name")["value"] == typed
    page = client.follow(client.submit(page, {"name": "Siân Rees"}, action="/name", status=303))
    assert page.h1 == "Siân Rees" and "issued anew with this name" in page.text
    refused = client.submit(page, {"reason": " "}, action="/revoke", status=422)
    assert refused.errors() == ["Say why: the person and your colleagues read it"]
    page = client.follow(client.submit(page, {"reason": "Wrong"}, action="/revoke", status=303))
    assert "The certificate is revoked." in page.text and "Wrong" in page.text
    page = client.follow(client.submit(page, button="Issue a new certificate", status=303))
    assert page.h1 == "Siân Ŵyn" and "A new certificate is issued." in page.text
    listed = client.get("/next/manage/certificates").html.find("tbody").find_all("tr")
    assert [row.find(class_="govuk-tag").get_text() for row in listed] == [
        "Valid", "Revoked", "Replaced",
    ]  # fmt: skip
    client.get(f"{path}/certificate.pdf", status=404)


def test_a_certificate_of_another_event_is_404(issued, client):
    other = an_event("other")
    organiser(client, other)
    client.get(f"/other/manage/certificates/{issued.short_code}", status=404)
    client.get(f"/next/manage/certificates/{issued.short_code}", status=403)
