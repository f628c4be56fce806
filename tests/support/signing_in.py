"""Signing a test client in: the way a person does, through the mail, or the short way."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from app.accounts.models import Device
from app.kernel import clock, tokens
from app.kernel.transaction import transaction
from tests.support.client import CheckingClient


def code_in(message) -> str:
    return re.search(r"\b\d{6}\b", message.text).group()


def sign_in(client: CheckingClient, outbox, email="orla@example.org", *, then="") -> None:
    """`then` is the path asked for; afterwards the client is on its way there."""
    page = client.get(f"/sign-in?next={then}" if then else "/sign-in")
    client.submit(page, {"email": email}, status=303)
    code = code_in(outbox(template="accounts/email/sign_in_code", to_address=email)[-1])
    page = client.get("/sign-in/code")
    client.submit(page, {"code": code}, button="Sign in", status=303)


def be(client: CheckingClient, email="orla@example.org") -> None:
    """The short way, for tests of something else: this browser is signed in as the address."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(
            Device(
                token_digest=tokens.digest(token),
                email=email,
                signed_in_at=clock.now(),
                expires_at=clock.now() + timedelta(days=30),
            )
        )
    with client.http.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = token
