"""A person's own certificate, and checking anybody's.

Reading never issues one: the button's POST does, once. A check tells a stranger no name: who scans the QR
code holds the certificate, who types the short code may have guessed it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests

from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.certificates import actions, queries, rules
from app.certificates.content import CertificateContent
from app.certificates.download import pdf_of
from app.certificates.enums import CertificateState
from app.certificates.forms import LONGEST_CODE, CodeForm
from app.certificates.models import Certificate
from app.certificates.qr import qr_svg
from app.certificates.statement import rule_in_words
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.limits import Limit, place_of
from app.kernel.pages import UNPROCESSABLE, page, refused
from app.kernel.tokens import normal_code
from app.kernel.transaction import transaction
from app.registration import queries as registrations
from app.registration.models import Registration

blueprint = Blueprint("certificates", __name__)

CHECKS, CHECKS_FOR = 30, timedelta(minutes=1)  # of short and unknown codes, from one place


@blueprint.get("/p/<token>/certificate")
def mine(token: str) -> Response:
    """The certificate as a page; or the button that issues it; or why there is none."""
    return _mine(_registration(token), token)


@blueprint.post("/p/<token>/certificate")
def issue(token: str) -> Response:
    """Issues it; pressed again it changes nothing."""
    registration = _registration(token)
    try:
        with transaction():
            actions.issue(registration, now=clock.now())
    except Refusal as refusal:
        return _mine(_registration(token), token, problem=str(refusal))
    return _see(url_for("certificates.mine", token=token))


@blueprint.get("/p/<token>/certificate.pdf")
def download(token: str) -> Response:
    """What was issued, as PDF."""
    standing = queries.standing_of(_registration(token), now=clock.now())
    return pdf_of(standing.certificate or abort(404))


@blueprint.get("/verify")
def verify() -> Response:
    """Asks for the code; what was typed becomes an address of its own."""
    if "code" not in request.args:
        return page("certificates/check.html", form=CodeForm(None))
    form = CodeForm(request.args)
    if not form.validate():
        return refused("certificates/check.html", form=form)
    code = normal_code(form.code.data or "")
    if not code:
        form.code.errors = [_("Enter the code that stands on the certificate")]
        return refused("certificates/check.html", form=form)
    return _see(url_for("certificates.check", code=rules.grouped(code)))


@blueprint.get("/verify/<code>")
def check(code: str) -> Response:
    """Valid, replaced, revoked or unknown. Only the long code shows the name."""
    by_long = queries.by_long_code(code)
    if by_long is not None:
        return _checked(by_long, with_name=True)
    _count_a_try()
    by_short = queries.by_short_code(code)
    if by_short is not None:
        return _checked(by_short, with_name=False)
    form = CodeForm(None, data={"code": code[:LONGEST_CODE]})
    return _unseen(page("certificates/unknown.html", status=404, form=form))


def _registration(token: str) -> Registration:
    registration = registrations.by_public_id(subject_of(token, LinkPurpose.MY))
    return registration or abort(404)


def _mine(registration: Registration, token: str, *, problem: str = "") -> Response:
    standing = queries.standing_of(registration, now=clock.now())
    content = _content(standing.certificate)
    return page(
        "certificates/mine.html",
        status=UNPROCESSABLE if problem else 200,
        event=registration.event,
        registration=registration,
        token=token,
        standing=standing,
        certificate=content,
        qr_svg=_qr(content),
        rule=rule_in_words(registration.event.policies),
        problem=problem,
    )


def _content(certificate: Certificate | None) -> CertificateContent | None:
    return CertificateContent.from_json(certificate.content) if certificate else None


def _qr(content: CertificateContent | None) -> str | None:
    if content is None:
        return None
    return qr_svg(content.verify_url, alternative=content.words.qr_alternative)


def _checked(certificate: Certificate, *, with_name: bool) -> Response:
    content = CertificateContent.from_json(certificate.content)
    return _unseen(
        page(
            "certificates/checked.html",
            certificate=certificate,
            content=content,
            state=CertificateState(certificate.state),
            with_name=with_name,
            name=content.person_name if with_name else rules.initials(content.person_name),
        )
    )


def _count_a_try() -> None:
    """Refused with 429: too many checks from one place, so that codes cannot be guessed."""
    limit: Limit = current_app.extensions.setdefault("checks_limit", Limit(CHECKS, CHECKS_FOR))
    seconds = limit.wait_after_try(place_of(request.remote_addr), now=clock.now())
    if seconds:
        raise TooManyRequests(retry_after=seconds)


def _unseen(response: Response) -> Response:
    """Not for search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _see(address: str) -> Response:
    return cast("Response", redirect(address, 303))
