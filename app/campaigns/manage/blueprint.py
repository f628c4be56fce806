"""The blueprint of these pages, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Response, redirect, request

from app.accounts.access import signed_in_address
from app.kernel.errors import Refusal
from app.kernel.transaction import transaction

blueprint = Blueprint("campaigns_manage", __name__)


def actor() -> str:
    """Who is recorded as having done it, and whose test mails come."""
    return signed_in_address() or ""


def refusal_of(change: Callable[[], object]) -> Refusal | None:
    """Makes the change in a transaction; why it was refused, if it was."""
    try:
        with transaction():
            change()
    except Refusal as refusal:
        return refusal
    return None


def see(address: str) -> Response:
    return cast("Response", redirect(address, 303))


def page_number() -> int:
    typed = request.args.get("page", "1")
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 7
    return max(1, int(typed)) if is_number else 1
