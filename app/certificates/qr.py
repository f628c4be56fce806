"""The QR code of a certificate."""

from __future__ import annotations

from markupsafe import Markup

from app.kernel.typeset import qr


def qr_svg(address: str, *, alternative: str) -> Markup:
    """An `<svg>` to stand in HTML. `alternative` says what the code is for, to who cannot see it."""
    return qr.qr_svg(address, alternative=alternative, css_class="certificate__qr")
