"""The keys that sign and seal: SECRET_KEY first, then the older ones that still open."""

from flask import current_app


def current_key() -> str:
    return signing_keys()[0]


def signing_keys() -> tuple[str, ...]:
    settings = current_app.config["SETTINGS"]
    return (settings.secret_key, *settings.secret_key_fallbacks)
