"""Addresses of built assets: each name carries a hash of its bytes, so it may be kept for a year."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from flask import Flask


def finder(app: Flask) -> Callable[[str], str]:
    """`asset("app.css")` gives `/static/dist/app.<hash>.css`; read once, from the build's manifest."""
    manifest = Path(app.static_folder or "") / "dist" / "manifest.json"
    names: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}

    def asset(name: str) -> str:
        return f"/static/dist/{names.get(name, name)}"

    return asset
