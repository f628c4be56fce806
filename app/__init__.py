"""The application: settings, extensions, wiring, and the table of blueprints. Nothing imports it."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, models, web, wiring
from app.kernel import babel, headers, storage
from app.kernel.clock import Clock, ShiftedClock, SystemClock
from app.kernel.database import db, engine_options, migrate, open_sqlite_door
from app.kernel.engine import Engine
from app.kernel.logs import set_up_logs
from app.kernel.sessions import Sessions
from config import ROOT, Settings

LARGEST_REQUEST = 1024 * 1024  # bytes; views that take files have a limit of their own


def create_app(settings: Settings, *, clock: Clock | None = None) -> Flask:
    """The app for these settings; `clock` is moved by the demo and by tests."""
    app = Flask(
        __name__,
        instance_path=str(settings.instance_path),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.update(_flask_config(settings))
    app.session_interface = Sessions()
    set_up_logs()
    app.extensions["clock"] = clock or _clock(settings)
    app.extensions["wiring"] = wiring.FOLLOWERS
    app.extensions["work"] = wiring.WORK
    app.extensions["job_handlers"] = wiring.JOB_HANDLERS
    app.extensions["wordables"] = wiring.WORDABLES
    app.extensions["engine"] = Engine(app, settings)
    db.init_app(app)
    assert models.__all__  # every table is known before the first query
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    with app.app_context():
        open_sqlite_door(db.engine)
    babel.set_up(app)
    headers.set_headers(app, https=settings.public_url.startswith("https://"))
    storage.set_up(app, settings.files)
    web.set_up(app)
    cli.add_commands(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _clock(settings: Settings) -> Clock:
    return ShiftedClock(settings.pretend_now) if settings.pretend_now else SystemClock()


def _flask_config(settings: Settings) -> dict[str, object]:
    secure = settings.public_url.startswith("https://")
    return {
        "SETTINGS": settings,
        "ROOT": str(ROOT),
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.secret_key_fallbacks),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "TRUSTED_HOSTS": _hosts(settings),
        "SESSION_COOKIE_NAME": "__Host-bootcamp" if secure else "bootcamp",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SEND_FILE_MAX_AGE_DEFAULT": 31536000,  # every asset's name carries its hash
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open as long as the browser does
    }


def _hosts(settings: Settings) -> list[str]:
    hosts = [settings.hostname]
    if not settings.is_production:
        hosts += ["127.0.0.1", "localhost", "[::1]"]
    return hosts
