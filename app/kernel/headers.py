"""Headers of every answer. No inline script or style anywhere, so the policy needs no nonce and
pages can be kept in memory."""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ALWAYS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)
WITH_HTTPS = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),
)


def set_headers(app: Flask, *, https: bool) -> None:
    usual = (*ALWAYS, *(WITH_HTTPS if https else ()))

    @app.after_request
    def _headers(response: Response) -> Response:
        """A view's own headers stand. Each look into them costs, so their names are read once."""
        headers = response.headers
        there = {name.lower() for name, _value in headers}
        for name, value in usual:
            if name.lower() not in there:
                headers.add(name, value)
        if "cache-control" not in there and not request.path.startswith("/static/"):
            headers.add("Cache-Control", "no-store")
        return response
