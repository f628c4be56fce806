"""The PDF of a certificate as it was issued, as an answer to save."""

from __future__ import annotations

import logging

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from app.certificates.content import CertificateContent
from app.certificates.models import Certificate
from app.certificates.renderer import RenderFailed, render
from app.kernel.database import db
from app.kernel.slugs import slug_of

RETRY_SECONDS = 30

log = logging.getLogger(__name__)


def pdf_of(certificate: Certificate) -> Response:
    """The PDF to save; 503 with a sentence and Retry-After when it cannot be made now.

    The database is let go before the PDF is made, which may take seconds.
    """
    content = CertificateContent.from_json(certificate.content)
    ref = certificate.id
    db.session.remove()
    try:
        body = render(content)
    except RenderFailed:
        log.exception("certificate %s could not be rendered", ref)
        sentence = _("We could not make the PDF of this certificate just now. It is still valid.")
        answer = make_response(render_template("errors/503.html", sentence=sentence), 503)
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer
    name = slug_of(f"certificate {content.person_name} {content.event_name}")
    answer = Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
