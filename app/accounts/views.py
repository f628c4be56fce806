"""Signing in and out, and the account: where one is signed in."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, abort, current_app, redirect, request, session, url_for

from app.accounts import access, actions, queries, rules
from app.accounts.access import SignedIn, needs_sign_in
from app.accounts.enums import CodeAnswer, LinkPurpose, NewsEnd
from app.accounts.errors import TooManyCodes
from app.accounts.forms import AddressForm, CodeForm
from app.kernel import clock
from app.kernel.pages import page, refused
from app.kernel.transaction import transaction

blueprint = Blueprint("accounts", __name__)

ASKED = "asked_for_code"  # in the session: the address that is signing in, and where it wants to go


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response:
    """Asks for the address. Whether we know it makes no difference to what is shown. `again`: for who is
    signed in, and does what wants a fresh code."""
    wanted = rules.own_path(request.values.get("next", ""))
    user, again = access.signed_in(), request.values.get("again", "") == "1"
    if request.method == "GET" and user and not again:
        return _see_other(wanted or url_for("accounts.account"))
    form = AddressForm()
    values: dict[str, Any] = {"form": form, "next": wanted, "again": again and user is not None}
    if request.method == "GET":
        form.email.data = user.email if user else None
        return page("accounts/sign_in.html", **values)
    if not form.validate():
        return refused("accounts/sign_in.html", **values)
    address = rules.address_of(form.email.data or "")
    try:
        with transaction():
            actions.ask_for_code(address, now=clock.now())
    except TooManyCodes as refusal:
        form.email.errors = [str(refusal)]
        answer = page("accounts/sign_in.html", status=429, **values)
        answer.headers["Retry-After"] = str(max(1, int(refusal.again_in.total_seconds())))
        return answer
    session[ASKED] = {"email": address, "next": wanted}
    return _see_other(url_for("accounts.sign_in_code"))


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
def sign_in_code() -> Response:
    """Asks for the code that was sent to the address of the page before."""
    asked = session.get(ASKED)
    if asked is None:
        return _see_other(url_for("accounts.sign_in"))
    form = CodeForm()
    if request.method == "GET":
        return _code_page(form, asked)
    if not form.validate():
        return _code_page(form, asked, status=422)
    before = access.signed_in()
    with transaction():
        checked = actions.check_code(
            asked["email"],
            form.code.data or "",
            label=rules.device_label(request.user_agent.string),
            now=clock.now(),
        )
        if before and checked.answer == CodeAnswer.GOOD:  # one browser, one sign-in
            actions.end_device(before.device_ref, email=before.email, now=clock.now())
    if checked.answer != CodeAnswer.GOOD:
        form.refuse(checked.answer)
        return _code_page(form, asked, status=422)
    access.sign_in(checked.token)
    return _see_other(rules.own_path(asked["next"]) or url_for("accounts.account"))


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Ends this browser's sign-in; harmless when there is none."""
    user = access.signed_in()
    if user is not None:
        with transaction():
            actions.end_device(user.device_ref, email=user.email, now=clock.now())
    session.clear()
    return _see_other(url_for("accounts.sign_in"))


@blueprint.get("/account")
@needs_sign_in
def account(user: SignedIn) -> Response:
    """The address, and every browser that is signed in with it."""
    return page(
        "accounts/account.html",
        user=user,
        people=queries.people_at(user.email),
        devices=queries.devices_of(user.email, now=clock.now()),
    )


@blueprint.post("/account/devices/<ref>/end")
@needs_sign_in
def end_device(ref: str, user: SignedIn) -> Response:
    """Signs one browser out: at once, wherever it is."""
    with transaction():
        ended = actions.end_device(ref, email=user.email, now=clock.now())
    if not ended:
        abort(404)
    return _see_other(url_for("accounts.account"))


@blueprint.post("/account/devices/end-all")
@needs_sign_in
def end_all_devices(user: SignedIn) -> Response:
    """Signs every browser of the address out, this one too."""
    with transaction():
        actions.end_all_devices(user.email, now=clock.now())
    session.clear()
    return _see_other(url_for("accounts.sign_in"))


@blueprint.get("/n/<token>")
def news(token: str) -> Response:
    """Leaving the news: a page with one button, since mail scanners open links."""
    return _news_page(token)


@blueprint.post("/n/<token>")
def leave_news(token: str) -> Response:
    with transaction():
        actions.leave_news(_consent_of(token), by=NewsEnd.PAGE, now=clock.now())
    return _see_other(url_for("accounts.news", token=token))


@blueprint.get("/n/<token>/one-click")
def news_by_program(token: str) -> Response:
    """Somebody followed the address that is meant for mail programs: the same page."""
    return _news_page(token)


@blueprint.post("/n/<token>/one-click")
def leave_news_by_program(token: str) -> Response:
    """The mail program's own button. It sends no cookie and knows no form of ours, so it is asked for no
    form token: the one in the address is the authority, and all it can do is to stop mails to its owner.
    Source: RFC 8058, 3.2."""
    with transaction():
        actions.leave_news(_consent_of(token), by=NewsEnd.ONE_CLICK, now=clock.now())
    return Response("", 200, mimetype="text/plain")


def _consent_of(token: str) -> str:
    return access.subject_of(token, LinkPurpose.NEWS)


def _news_page(token: str) -> Response:
    consent = queries.news_consent(_consent_of(token)) or abort(404)
    answer = page("accounts/news.html", consent=consent, token=token)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _code_page(form: CodeForm, asked: dict[str, str], *, status: int = 200) -> Response:
    settings = current_app.config["SETTINGS"]
    values: dict[str, Any] = {
        "form": form,
        "email": asked["email"],
        "next": asked["next"],
        "minutes": int(rules.CODE_FOR.total_seconds() // 60),
        "mails_are_here": not settings.is_production and settings.mail.folder is not None,
    }
    return page("accounts/sign_in_code.html", status=status, **values)


def _see_other(address: str) -> Response:
    return cast("Response", redirect(address, 303))
