"""What makes the app a web site: blueprints, forms' protection, templates, error pages."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import structlog
from flask import Flask, Response, render_template, request
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, SecurityError

from app.accounts.access import set_up_sign_in
from app.events.access import set_up_access
from app.kernel import assets, shown, uploads
from app.kernel.database import db
from app.kernel.room import has_no_room
from app.kernel.storage import StorageAway, StorageFull

csrf = CSRFProtect()
log = structlog.get_logger(__name__)

# Where the pages are: module and the name of its blueprint, in the order of the floors.
BLUEPRINTS: tuple[tuple[str, str], ...] = (
    ("app.accounts.views", "blueprint"),
    ("app.events.manage", "blueprint"),
    ("app.programme.manage", "blueprint"),
    ("app.speakers.views", "blueprint"),
    ("app.speakers.manage", "blueprint"),
    ("app.materials.views", "blueprint"),
    ("app.materials.manage", "blueprint"),
    ("app.proposals.views", "blueprint"),
    ("app.proposals.manage", "blueprint"),
    ("app.registration.views", "blueprint"),
    ("app.registration.manage", "blueprint"),
    ("app.attendance.views", "blueprint"),
    ("app.attendance.manage", "blueprint"),
    ("app.invites.views", "blueprint"),
    ("app.campaigns.manage", "blueprint"),
    ("app.certificates.views", "blueprint"),
    ("app.certificates.manage", "blueprint"),
    ("app.pages.legal", "legal"),
    ("app.pages.routes", "blueprint"),
)

# Asked for no form token: a mail program's button sends a POST that no page of ours made (RFC 8058). What
# stands in its address is the authority.
WITHOUT_FORM = ("app.accounts.views.leave_news_by_program",)

FOREIGN_HOST = "This server does not answer under this name. Check the address."
ERROR_PAGES = (400, 403, 404, 405, 410, 413, 429, 500, 503)


def set_up(app: Flask) -> None:
    uploads.set_up(app)  # before the protection of forms, which reads what is sent
    csrf.init_app(app)
    for view in WITHOUT_FORM:
        csrf.exempt(view)
    app.jinja_env.globals["asset"] = assets.finder(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    shown.add_filters(app)
    set_up_sign_in(app)
    set_up_access(app)
    for module, name in BLUEPRINTS:
        app.register_blueprint(getattr(import_module(module), name))
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(CSRFError, _stale_form)
    for gone in (ObjectDeletedError, StaleDataError):
        app.register_error_handler(gone, _gone_meanwhile)
    app.register_error_handler(DataError, _not_storable)
    for trouble in (StorageFull, StorageAway, OSError, OperationalError):
        app.register_error_handler(trouble, _no_room)


def _error_page(error: HTTPException) -> Response | tuple[Any, int]:
    if error.response is not None:  # somebody answered by hand
        return error.response  # type: ignore[return-value]
    if isinstance(error, SecurityError):  # not our host: no address of ours can be built
        return Response(FOREIGN_HOST, status=400, mimetype="text/plain")
    code = error.code or 500
    if code < 400:  # a redirect to the address with its slash
        return error.get_response()  # type: ignore[return-value]
    shown_code = code if code in ERROR_PAGES else (400 if code < 500 else 500)
    headers = [item for item in error.get_headers() if item[0] in ("Retry-After", "Allow")]
    sentence = _too_large() if code == 413 else None
    body = render_template(f"errors/{shown_code}.html", sentence=sentence)
    return Response(body, status=code, headers=headers, mimetype="text/html")


def _too_large() -> str | None:
    largest = uploads.limit_here()
    if largest is None:
        return None
    return _("A file can have up to %(number)s MB here.", number=largest // uploads.MEGABYTE)


def _no_room(error: Exception) -> tuple[str, int]:
    """A disk is full, wherever on the way, or the files' store is away; anything else is our fault."""
    db.session.rollback()
    is_away = isinstance(error, StorageAway)
    if not is_away and not isinstance(error, StorageFull) and not has_no_room(error):
        raise error
    log.error("files_away" if is_away else "no_room", error=type(error).__name__, exc_info=True)
    return render_template(f"errors/{'no_files' if is_away else 'no_room'}.html"), 503


def _not_storable(error: DataError) -> Response | tuple[Any, int]:
    """PostgreSQL was asked for a text it cannot hold (one with a NUL): nothing of that name is there,
    and a form that says so was made by no browser."""
    db.session.rollback()
    log.warning("not_storable", error=type(error.orig).__name__)
    return _error_page(NotFound() if request.method == "GET" else BadRequest())


def _gone_meanwhile(_error: Exception) -> Response | tuple[Any, int]:
    """Somebody else removed it between our reading and our writing."""
    return _error_page(NotFound())


def _stale_form(error: CSRFError) -> tuple[str, int]:
    return render_template("errors/400.html", stale_form=True), 400
