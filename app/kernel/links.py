"""Addresses as they stand in mails and calendars: absolute, under PUBLIC_URL."""

from flask import current_app


def public_url(path: str) -> str:
    """`path` begins with a slash."""
    base: str = current_app.config["SETTINGS"].public_url
    return f"{base}{path}"
