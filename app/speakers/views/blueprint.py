"""The blueprint of a desk's own pages, and what its views share."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel.speaklater import LazyString

blueprint = Blueprint("speakers", __name__)


def to_desk(token: str, done: str | LazyString) -> Response:
    """Back to the desk, which says what was done."""
    flash(str(done))
    return cast("Response", redirect(url_for("pages.desk", token=token), 303))
