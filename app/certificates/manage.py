"""Organisers: who gets a certificate and who falls short, issuing for all, correcting, revoking."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext as _n

from app.accounts.access import signed_in_address
from app.certificates import actions, queries
from app.certificates.actions import Issued
from app.certificates.content import CertificateContent
from app.certificates.download import pdf_of
from app.certificates.enums import CertificateState
from app.certificates.forms import NameForm, ReasonForm
from app.certificates.models import Certificate
from app.certificates.statement import rule_in_words
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction

blueprint = Blueprint("certificates_manage", __name__)


@blueprint.get("/<event>/manage/certificates")
@requires(Role.ORGANISER)
def index(event: Event) -> Response:
    """The rule, how many have one or could, and everybody by name."""
    return _index(event)


@blueprint.post("/<event>/manage/certificates")
@requires(Role.ORGANISER)
def issue_all(event: Event) -> Response:
    """A certificate for everybody who may have one; each is told by mail."""
    try:
        with transaction():
            issued = actions.issue_all(event.id, now=clock.now(), actor=_actor())
    except Refusal as refusal:
        return _index(event, problem=str(refusal))
    flash(_in_words(issued))
    return _see(url_for("certificates_manage.index", event=event.slug))


@blueprint.get("/<event>/manage/certificates/<code>")
@requires(Role.ORGANISER)
def one(event: Event, code: str) -> Response:
    """One certificate, and what can be done with it."""
    return _one(event, _certificate(event, code))


@blueprint.get("/<event>/manage/certificates/<code>/certificate.pdf")
@requires(Role.ORGANISER)
def download(event: Event, code: str) -> Response:
    """A valid certificate as PDF."""
    found = _certificate(event, code)
    return pdf_of(found) if found.state == CertificateState.VALID else abort(404)


@blueprint.post("/<event>/manage/certificates/<code>/name")
@requires(Role.ORGANISER)
def correct_name(event: Event, code: str) -> Response:
    """Issues it anew with another name; the old one reads "replaced"."""
    found, form = _certificate(event, code), NameForm()
    if not form.validate():
        return _one(event, found, name_form=form)
    try:
        with transaction():
            made = actions.correct_name(
                found, form.name.data or "", now=clock.now(), actor=_actor()
            )
    except Refusal as refusal:
        form.name.errors = [str(refusal)]
        return _one(event, _certificate(event, code), name_form=form)
    flash(_("The certificate is issued anew with this name. The person is told by mail."))
    return _see(_address(event, made))


@blueprint.post("/<event>/manage/certificates/<code>/revoke")
@requires(Role.ORGANISER)
def revoke(event: Event, code: str) -> Response:
    """Takes it back; who checks it reads so."""
    found, form = _certificate(event, code), ReasonForm()
    if not form.validate():
        return _one(event, found, reason_form=form)
    try:
        with transaction():
            actions.revoke(found, because=form.reason.data or "", now=clock.now(), actor=_actor())
    except Refusal as refusal:
        form.reason.errors = [str(refusal)]
        return _one(event, _certificate(event, code), reason_form=form)
    flash(_("The certificate is revoked."))
    return _see(url_for("certificates_manage.one", event=event.slug, code=code))


@blueprint.post("/<event>/manage/certificates/<code>/again")
@requires(Role.ORGANISER)
def issue_again(event: Event, code: str) -> Response:
    """A new certificate after a revoked one, from the attendance known today."""
    found = _certificate(event, code)
    try:
        with transaction():
            made = actions.issue_again(found, now=clock.now(), actor=_actor())
    except Refusal as refusal:
        return _one(event, _certificate(event, code), problem=str(refusal))
    flash(_("A new certificate is issued. The person is told by mail."))
    return _see(_address(event, made))


def _index(event: Event, *, problem: str = "") -> Response:
    now = clock.now()
    standings = queries.standings(event, now=now)
    over_at = queries.over_at(event.id)
    return page(
        "certificates/manage/index.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        rule=rule_in_words(event.policies),
        over_at=over_at,
        is_over=over_at is not None and over_at <= now,
        have=[found for found in standings if found.certificate],
        entitled=[found for found in standings if found.is_entitled],
        short=[found for found in standings if found.why_none],
        certificates=[(row, _content(row)) for row in queries.of_event(event.id)],
        problem=problem,
    )


def _one(
    event: Event,
    found: Certificate,
    *,
    name_form: NameForm | None = None,
    reason_form: ReasonForm | None = None,
    problem: str = "",
) -> Response:
    content = _content(found)
    is_refused = problem or name_form or reason_form
    return page(
        "certificates/manage/one.html",
        status=UNPROCESSABLE if is_refused else 200,
        event=event,
        certificate=found,
        content=content,
        standing=queries.standing_of(found.registration, now=clock.now()),
        name_form=name_form or NameForm(formdata=None, data={"name": content.person_name}),
        reason_form=reason_form or ReasonForm(formdata=None),
        form=name_form or reason_form,
        problem=problem,
    )


def _certificate(event: Event, code: str) -> Certificate:
    found = queries.by_short_code(code)
    return found if found and found.registration.event_id == event.id else abort(404)


def _content(certificate: Certificate) -> CertificateContent:
    return CertificateContent.from_json(certificate.content)


def _in_words(issued: Issued) -> str:
    return _n(
        "%(num)s certificate issued, and its person told by mail.",
        "%(num)s certificates issued, and each person told by mail.",
        issued.new,
    )


def _address(event: Event, certificate: Certificate) -> str:
    code = certificate.short_code
    return url_for("certificates_manage.one", event=event.slug, code=code)


def _actor() -> str:
    return signed_in_address() or ""


def _see(address: str) -> Response:
    return cast("Response", redirect(address, 303))
