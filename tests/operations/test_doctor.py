"""What `flask doctor` finds: of mail servers that are well and ill, of the outbox, of the machine."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.kernel.transaction import transaction
from app.mail import actions as mail
from app.mail.actions.routing import the_route
from app.operations.backup import LAST, create
from app.operations.doctor.machine import look_at_machine
from app.operations.doctor.mail_server import look_at_server
from app.operations.doctor.outbox import look_at_outbox
from config import MailServer
from tests.support.builders import a_registration, an_event

NOW = datetime.now(UTC)


def grades(findings) -> dict[str, str]:
    return {one.about: str(one.grade) for one in findings}


@pytest.fixture
def server():
    """Starts a mail server; gives its port."""
    started = []

    def start(**options) -> int:
        controller = Controller(object(), hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        started.append(controller)
        return controller.port

    yield start
    for controller in started:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def self_signed(tmp_path):
    """A certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_server_on_this_machine(server):
    found = look_at_server(MailServer(host="127.0.0.1", port=server()), now=NOW)
    assert grades(found) == {"mail server": "well", "TLS to the mail server": "well"}


def test_a_server_that_is_not_there():
    (found,) = look_at_server(MailServer(host="127.0.0.1", port=free_port()), now=NOW)
    assert found.grade == "ill" and "does not answer" in found.found and found.advice


def test_a_certificate_that_nobody_vouches_for(server, self_signed):
    port = server(tls_context=self_signed)
    found = look_at_server(MailServer(host="127.0.0.1", port=port, tls="starttls"), now=NOW)
    assert grades(found) == {"TLS to the mail server": "ill"}


def test_a_server_without_encryption_that_is_to_have_it(server):
    port = server()
    (found,) = look_at_server(MailServer(host="127.0.0.1", port=port, tls="starttls"), now=NOW)
    assert found.grade == "ill" and "STARTTLS" in found.found


@pytest.mark.parametrize(("is_good", "grade"), [(True, "well"), (False, "ill")])
def test_signing_in(server, is_good, grade):
    port = server(authenticator=lambda *_: AuthResult(success=is_good), auth_require_tls=False)
    them = MailServer(host="127.0.0.1", port=port, user="us", password="secret-word")
    found = list(look_at_server(them, now=NOW))
    assert grades(found)["signing in to the mail server"] == grade
    assert not any("secret-word" in one.line for one in found)


def test_a_folder_reaches_nobody(tmp_path):
    (found,) = look_at_server(MailServer(folder=tmp_path / "mail"), now=NOW)
    assert found.grade == "weak" and "to nobody" in found.found


def test_the_outbox_well_late_away_and_held(app, clock):
    def look():
        (found,) = look_at_outbox(now=clock.now())
        return str(found.grade), found.found

    assert look() == ("well", "mails waiting: 0, none late")
    a_registration(an_event())
    assert look() == ("well", "mails waiting: 1, none late")
    clock.at += timedelta(minutes=7)
    assert look() == ("ill", "a mail has been due for 7 minutes")
    with transaction():
        route = the_route()
        route.away_since, route.last_error = clock.now(), "421 busy"
    assert look() == ("ill", "the mail server does not take mails")
    with transaction():
        mail.hold_route("Restored.", now=clock.now())
    assert look() == ("ill", "held. Restored.")
    with transaction():
        mail.release_route(now=clock.now())
    assert look()[1] == "a mail has been due for 7 minutes"


def test_the_machine(app, tmp_path, clock):
    (Path(app.instance_path) / LAST).unlink(missing_ok=True)
    found = grades(look_at_machine(now=clock.now()))
    assert found["database"] == found["queue"] == found["uploaded files"] == "well"
    assert found["backup"] == "weak"
    create(tmp_path / "backup.zip", now=clock.now())
    assert grades(look_at_machine(now=clock.now()))["backup"] == "well"
    clock.at += timedelta(hours=27)
    late = {one.about: one for one in look_at_machine(now=clock.now())}
    assert late["backup"].grade == "weak" and late["backup"].found.endswith("27 hours old")
    (tmp_path / "backup.zip").unlink()


def test_the_command_says_all_of_it_and_fails_when_something_is_ill(app, clock):
    runner = app.test_cli_runner()
    fine = runner.invoke(args=["doctor"])
    assert "weak  mail server: mails go into the folder" in fine.output
    with transaction():
        mail.hold_route("Because.", now=clock.now())
    ill = runner.invoke(args=["doctor"])
    assert ill.exit_code == 1 and "ILL   outbox: held. Because." in ill.output


def test_mail_is_held_and_released_by_command(app, clock, outbox):
    a_registration(an_event())
    runner = app.test_cli_runner()
    assert runner.invoke(args=["mail", "hold", "A test"]).exit_code == 0
    said = runner.invoke(args=["mail", "release", "--stop-waiting"])
    assert "Stopped: 1." in said.output
    assert [one.state for one in outbox()] == ["stopped"]
