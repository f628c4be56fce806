"""Who is signed in: the browser's cookie names a device, the device's row an address.

The cookie holds the device's random token and nothing else that opens anything; ending the row signs the
browser out at its next request.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from flask import Flask, Response, abort, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user

from app.accounts import queries, rules
from app.accounts.enums import LinkPurpose
from app.kernel import clock

View = Callable[..., Any]
CSRF = "csrf_token"  # in the session: what forms of this browser are made with


class SignedIn(UserMixin):
    """An address that is signed in, with the people who share it. Plain values, no rows."""

    def __init__(
        self,
        *,
        token: str,
        email: str,
        device_ref: str,
        person_ids: tuple[int, ...],
        signed_in_at: datetime,
    ) -> None:
        self.signed_in_at = signed_in_at
        self.token = token
        self.email = email
        self.device_ref = device_ref
        self.person_ids = person_ids

    def get_id(self) -> str:
        return self.token


def set_up_sign_in(app: Flask) -> None:
    """Flask-Login without its remember cookie and template values: both would read the session of
    every public page, which then could not be kept by a shared cache."""
    manager = LoginManager()
    manager.session_protection = None  # the device's row decides
    manager.user_loader(load)
    app.login_manager = manager  # type: ignore[attr-defined]
    app.config["PERMANENT_SESSION_LIFETIME"] = rules.DEVICE_FOR
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False


def load(token: str) -> SignedIn | None:
    """Whom the token of a browser's cookie stands for."""
    device = queries.device_of(token, now=clock.now())
    if device is None:
        return None
    people = queries.people_at(device.email)
    return SignedIn(
        token=token,
        email=device.email,
        device_ref=device.ref,
        person_ids=tuple(person.id for person in people),
        signed_in_at=device.signed_in_at,
    )


def sign_in(token: str) -> None:
    """This browser holds the device's token from now on; what its session held before is gone. Who was
    signed in already keeps the forms they have open beside."""
    user, before = load(token), signed_in()
    assert user is not None, "the device was made a moment ago"
    is_the_same = before is not None and before.email == user.email
    kept = {name: session[name] for name in (CSRF,) if is_the_same and name in session}
    session.clear()
    session.permanent = True
    login_user(user)
    session.update(kept)


def signed_in() -> SignedIn | None:
    return cast("SignedIn", current_user) if current_user.is_authenticated else None


def signed_in_address() -> str | None:
    user = signed_in()
    return user.email if user else None


def is_fresh() -> bool:
    """Whether this browser was signed in a moment ago."""
    user = signed_in()
    return user is not None and rules.is_fresh(user.signed_in_at, now=clock.now())


def ask_to_sign_in(*, again: bool = False) -> Response:
    """To the sign-in page, and from there back to the page that was asked for. `again`: also for who is
    signed in."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    return cast("Response", redirect(sign_in_url(wanted, again=again), 303))


def sign_in_url(then: str, *, again: bool = False) -> str:
    """Of the sign-in page, which leads to the path `then`."""
    wanted = rules.own_path(then) or None
    return url_for("accounts.sign_in", next=wanted, again=1 if again else None)


def subject_of(token: str, purpose: LinkPurpose) -> str:
    """What a personal link of this purpose opens (a public id). An unknown or revoked one is 404, an
    expired one 410, whose page says how to get a new one."""
    link = queries.opened_by(token, purpose)
    if link is None:
        abort(404)
    if link.expires_at is not None and clock.now() >= link.expires_at:
        abort(410)
    return link.subject


def needs_sign_in(view: View) -> View:
    """The view is for whoever is signed in; it gets them as keyword `user`."""

    @wraps(view)
    def guarded(*args: Any, **values: Any) -> Any:
        user = signed_in()
        return ask_to_sign_in() if user is None else view(*args, user=user, **values)

    return guarded


def needs_fresh_sign_in(*, late: View) -> Callable[[View], View]:
    """The same for what asks for a code from the mail each time: who signed in a while ago does it once
    more. A form sent too late is answered by `late`, which gets `user` (None: not signed in), since on
    the way over the sign-in page all that was typed would be lost."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **values: Any) -> Any:
            user = signed_in()
            if user is not None and is_fresh():
                return view(*args, user=user, **values)
            if request.method == "POST":
                return late(*args, user=user, **values)
            return ask_to_sign_in(again=user is not None)

        return guarded

    return guard
