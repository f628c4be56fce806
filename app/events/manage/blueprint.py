"""The blueprint of these pages, and how a change is made from a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Response, redirect
from flask_wtf import FlaskForm

from app.accounts.access import signed_in_address
from app.events.errors import (
    AddressIsPublic,
    AddressReserved,
    AddressTaken,
    BadAddress,
    DayIsPublic,
)
from app.kernel.errors import Refusal
from app.kernel.transaction import transaction

blueprint = Blueprint("events_manage", __name__)

# Refusals that belong to one field of a form.
FIELDS: dict[type[Refusal], str] = {
    AddressIsPublic: "slug",
    AddressReserved: "slug",
    AddressTaken: "slug",
    BadAddress: "slug",
    DayIsPublic: "day_on",
}


def actor() -> str:
    """Who is recorded as having done it."""
    return signed_in_address() or ""


def changed(form: FlaskForm, change: Callable[[], object]) -> bool:
    """Makes the change in a transaction; when it is refused, the form says why and this is False."""
    if not form.validate():
        return False
    try:
        with transaction():
            change()
    except Refusal as refusal:
        name = FIELDS.get(type(refusal), "")
        if name in form:
            form[name].errors = [*form[name].errors, str(refusal)]
        else:
            form.form_errors.append(str(refusal))
        return False
    return True


def see_other(address: str) -> Response:
    return cast("Response", redirect(address, 303))
