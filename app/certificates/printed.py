"""How a certificate is printed. Asked in the child process that makes PDFs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.certificates.content import CertificateContent
from app.certificates.qr import qr_svg
from app.kernel.typeset.press import Sheet


def attendance(data: Mapping[str, Any]) -> Sheet:
    """From a content's JSON."""
    content = CertificateContent.from_json(data)
    return Sheet(
        template="certificates/pdf/attendance.html",
        style="certificates/pdf/certificate.css",
        values={
            "certificate": content,
            "qr_svg": qr_svg(content.verify_url, alternative=content.words.qr_alternative),
        },
    )
