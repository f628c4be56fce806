"""Certificates as PDF, made by a child process (`app/kernel/typeset`).

pdf = render(content)
"""

from __future__ import annotations

from app.certificates.content import CertificateContent
from app.kernel.typeset import renderer
from app.kernel.typeset.renderer import RenderFailed

__all__ = ["RenderFailed", "Renderer", "render"]


class Renderer(renderer.Renderer):
    """Renders one certificate at a time."""

    def render(self, content: CertificateContent) -> bytes:
        """The PDF. Raises RenderFailed when this content cannot be made into one in time."""
        return self.make("app.certificates.printed:attendance", content.to_json())


_renderer = Renderer()


def render(content: CertificateContent) -> bytes:
    """The PDF of a certificate, by this process's renderer. Raises RenderFailed."""
    return _renderer.render(content)
