"""Signing a test client in, the way a person does: through the mail."""

from __future__ import annotations

import re

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
