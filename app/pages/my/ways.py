"""From a link to a person's registration, and back to their page."""

from __future__ import annotations

from flask import Response, abort, redirect, url_for

from app.accounts import queries as accounts
from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.registration import queries
from app.registration.models import Registration


def registration_of(token: str) -> Registration:
    registration = queries.by_public_id(subject_of(token, LinkPurpose.MY))
    return registration or abort(404)


def token_of(registration: Registration) -> str:
    links = accounts.links_of([registration.public_id], LinkPurpose.MY)
    return accounts.token_of(links[registration.public_id])


def back(token: str, done: str) -> Response:
    """To my day, which says what was done."""
    return see(url_for("pages.personal_link", token=token, done=done))


def see(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]
