"""Whether the site is alive, and whether it can work: for whoever watches the servers."""

from __future__ import annotations

import os

from flask import Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.kernel.database import db
from app.pages.blueprint import blueprint
from config import MailServer


@blueprint.get("/health")
def health() -> Response:
    """The process answers; nothing else is asked."""
    return jsonify(alive=True)


@blueprint.get("/ready")
def ready() -> Response:
    """Database, queue and a way for mails: 503 when one is missing, naming which."""
    parts = {
        "database": _database_answers(),
        "queue": bool(current_app.extensions["engine"].is_reachable()),
        "mail": _mail_can_go(current_app.config["SETTINGS"].mail),
    }
    answer = jsonify(ready=all(parts.values()), **parts)
    answer.status_code = 200 if all(parts.values()) else 503
    return answer


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _mail_can_go(server: MailServer) -> bool:
    """An SMTP server is set, or the folder can be written (or made: the first mail makes it)."""
    if server.folder is None:
        return bool(server.host)
    place = next(path for path in (server.folder, *server.folder.parents) if path.exists())
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)
