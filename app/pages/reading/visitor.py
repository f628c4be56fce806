"""Whose stars: a random value in the visitor's own browser, put there with the first star."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Response, current_app, request

from app.kernel.tokens import digest

KEPT_FOR = timedelta(days=365)
LONGEST = 100  # characters; ours have 32


def cookie_name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-stars"


def known_visitor() -> str:
    """The digest by which their stars are known; empty for who has starred nothing yet."""
    value = request.cookies.get(cookie_name(), "")
    return digest(value) if 0 < len(value) <= LONGEST else ""


def new_value() -> str:
    return secrets.token_urlsafe(24)


def remember(response: Response, value: str) -> None:
    """For a year from the newest star on."""
    response.set_cookie(
        cookie_name(),
        value,
        max_age=KEPT_FOR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
