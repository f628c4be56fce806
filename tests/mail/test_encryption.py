"""Encrypted connections, and signing in."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.mail import sender
from app.mail.mime import Mail
from app.mail.sender import NotDelivered, deliver
from config import MailServer

MAIL = Mail(
    "<m1@example.org>", "team@example.org", "ada@example.org", b"Subject: Hello\r\n\r\nHi\r\n"
)


class Inbox:
    def __init__(self) -> None:
        self.got: list[tuple[bytes, bool]] = []

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802
        self.got.append((envelope.content, session.ssl is not None))
        return "250 taken"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """For 127.0.0.1, vouched for by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def context(certificate):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


@pytest.fixture
def serve():
    started = []

    def start(**options) -> tuple[Inbox, int]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        inbox = Inbox()
        controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        started.append(controller)
        return inbox, port

    yield start
    sender.hang_up()
    for controller in started:
        controller.stop()


def send(port: int, **more: str) -> None:
    server = MailServer(host="127.0.0.1", port=port, **more)
    deliver(MAIL, server, hostname="bootcamp.test")


def refusal(port: int, **more: str) -> str:
    with pytest.raises(NotDelivered) as caught:
        send(port, **more)
    assert caught.value.failure == "server"
    return caught.value.said


def only_with(word: str):
    def check(_server, _session, _envelope, _mechanism, data):
        return AuthResult(success=data.password == word.encode(), handled=False)

    return check


def test_starttls_and_signing_in(serve, context, trusted):
    inbox, port = serve(
        tls_context=context, require_starttls=True, authenticator=only_with("right")
    )
    for _ in range(2):
        send(port, tls="starttls", user="team", password="right")
    assert [is_safe for _, is_safe in inbox.got] == [True, True]


def test_encrypted_from_the_start(serve, context, trusted):
    inbox, port = serve(ssl_context=context, server_hostname="127.0.0.1")
    send(port, tls="tls")
    assert len(inbox.got) == 1


def test_a_certificate_that_nobody_vouches_for(serve, context):
    inbox, port = serve(tls_context=context)
    assert "CERTIFICATE_VERIFY_FAILED" in refusal(port, tls="starttls")
    assert inbox.got == []


def test_the_same_with_encryption_from_the_start(context):
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_shake_hands, args=(door, context), daemon=True).start()
        assert "CERTIFICATE_VERIFY_FAILED" in refusal(door.getsockname()[1], tls="tls")


def _shake_hands(door: socket.socket, context: ssl.SSLContext) -> None:
    visitor, _ = door.accept()
    try:
        context.wrap_socket(visitor, server_side=True).close()
    except OSError:
        visitor.close()


def test_nothing_goes_in_the_clear_when_encryption_is_wanted(serve):
    inbox, port = serve()
    assert "STARTTLS" in refusal(port, tls="starttls")
    assert inbox.got == []


def test_a_wrong_password_is_no_fault_of_the_message(serve, context, trusted):
    inbox, port = serve(tls_context=context, authenticator=only_with("right"))
    assert refusal(port, tls="starttls", user="team", password="wrong").startswith("535")
    assert inbox.got == []


def test_what_is_said_before_encryption_is_forgotten_with_it(context, trusted):
    """Somebody on the way adds an answer to the one after which encryption begins."""
    heard: list[bytes] = []

    def serve(door: socket.socket) -> None:
        visitor, _ = door.accept()
        visitor.sendall(b"220 ready\r\n")
        visitor.recv(1000)
        visitor.sendall(b"250-here\r\n250 STARTTLS\r\n")
        visitor.recv(1000)
        visitor.sendall(b"220 go on\r\n250-here\r\n250 AUTH LOGIN PLAIN\r\n")
        with context.wrap_socket(visitor, server_side=True) as safe:
            heard.append(safe.recv(1000))
            safe.sendall(b"250 the true answer\r\n")
            heard.append(safe.recv(1000))

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve, args=(door,))
        thread.start()
        said = refusal(door.getsockname()[1], tls="starttls", user="team", password="secret")
        sender.hang_up()
        thread.join(timeout=30)
    assert "AUTH" in said.upper(), "the true answer offers no signing in"
    assert heard[0].startswith(b"ehlo") and b"secret" not in b"".join(heard)
