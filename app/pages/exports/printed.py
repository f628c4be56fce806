"""How a programme is printed. Asked in the child process that makes PDFs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.typeset.press import Sheet
from app.kernel.typeset.qr import qr_svg


def programme(values: Mapping[str, Any]) -> Sheet:
    return Sheet(
        template="pages/pdf/programme.html", style="pages/pdf/programme.css", values=values
    )


def poster(values: Mapping[str, Any]) -> Sheet:
    """With the code of the programme's address."""
    code = qr_svg(values["address"], alternative=values["code_says"], css_class="poster__code")
    return Sheet(
        template="pages/pdf/poster.html",
        style="pages/pdf/poster.css",
        values={**values, "qr_svg": code},
    )
