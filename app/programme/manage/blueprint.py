"""The blueprint of organisers' pages about the programme, and what its views share."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, abort, redirect, url_for
from flask_wtf import FlaskForm

from app.accounts.access import signed_in_address
from app.events.models import Event
from app.kernel.errors import Refusal
from app.programme import queries
from app.programme.models import Session, Slot

blueprint = Blueprint("programme_manage", __name__)


def actor() -> str:
    """Who acts, as the audit trail names them."""
    return signed_in_address() or ""


def refuse(form: FlaskForm, refusal: Refusal) -> None:
    """Says on the form why the change cannot be; what was typed stays."""
    form.form_errors.append(str(refusal))


def session_of(event: Event, slug: str) -> Session:
    return queries.session_by_slug(event.id, slug) or abort(404)


def slot_of(event: Event, ref: str) -> Slot:
    slot = queries.slot(ref)
    return slot if slot is not None and slot.event_id == event.id else abort(404)


def open_slot_of(event: Event, ref: str) -> Slot:
    """A slot that can still be changed: a cancelled one has no forms."""
    slot = slot_of(event, ref)
    return abort(404) if slot.is_cancelled else slot


def see(address: str) -> Response:
    return cast("Response", redirect(address, 303))


def see_session(event: Event, item: Session, done: str) -> Response:
    """On to the session's page; `done` names the sentence there that says what has happened."""
    return see(url_for("pages.manage_session", event=event.slug, slug=item.slug, done=done))
