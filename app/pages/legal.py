"""What the site says about itself: accessibility, privacy, cookies, complaints, where to report a
weakness.

The words state what the software does. Facts that only its deployer knows come from settings and from
`instance/legal/<page>.txt` (plain text, an empty line between paragraphs); each page lists what is still
owed, so that an unfinished statement never looks finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask_babel import gettext as _

from app.kernel.clock import now
from app.kernel.shown import paragraphs
from app.pages.reading import visitor
from config import Settings

legal = Blueprint("legal", __name__)

SECURITY_TXT_LASTS = timedelta(days=180)  # RFC 9116 recommends less than a year


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """Who runs this site. Either may be empty: not yet given."""

    name: str
    contact_email: str


def _organisation() -> Organisation:
    settings: Settings = current_app.config["SETTINGS"]
    return Organisation(name=settings.organisation_name, contact_email=settings.organisation_email)


def _page(name: str, *facts: str) -> str:
    """The page with the deployer's own words; `facts` are owed until those words are there."""
    organisation = _organisation()
    own_words = _own_words(name)
    owed = [] if own_words else list(facts)
    if not organisation.contact_email:
        owed.insert(0, _("an address to write to (setting ORGANISATION_EMAIL)"))
    if not organisation.name:
        owed.insert(0, _("the name of the organisation (setting ORGANISATION_NAME)"))
    if not own_words and facts:
        owed.append(
            _("all but the settings go into the file instance/legal/%(name)s.txt", name=name)
        )
    return render_template(
        f"legal/{name}.html", organisation=organisation, owed=owed, own_words=own_words
    )


def _own_words(name: str) -> list[str]:
    path = Path(current_app.instance_path) / "legal" / f"{name}.txt"
    return paragraphs(path.read_text(encoding="utf-8")) if path.exists() else []


@legal.get("/accessibility")
def accessibility() -> str:
    return _page(
        "accessibility",
        _("the result and the date of a test by people, and any known problems"),
        _("the date of this statement"),
    )


@legal.get("/privacy")
def privacy() -> str:
    return _page(
        "privacy",
        _("the lawful basis for each use"),
        _("whose computers this runs on, and who sends its mails"),
        _("how long data is kept"),
        _("the postal address, and the data protection officer if there is one"),
    )


@legal.get("/cookies")
def cookies() -> str:
    return render_template(
        "legal/cookies.html",
        cookie_name=current_app.config["SESSION_COOKIE_NAME"],
        stars_name=visitor.cookie_name(),
    )


@legal.get("/complaints")
def complaints() -> str:
    return _page("complaints", _("how soon complaints are answered"))


@legal.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Where to report a weakness (RFC 9116). Without an address to name there is no such file: 404."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.organisation_email:
        abort(404)
    expires_at = now() + SECURITY_TXT_LASTS
    lines = (
        f"Contact: mailto:{settings.organisation_email}",
        f"Expires: {expires_at:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.public_url}{url_for('legal.security_txt')}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
