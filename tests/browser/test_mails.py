"""Every mail as a mail program shows it: light and dark, on a phone and beside a list of mails.

With MAIL_GALLERY set to a folder, the pictures and the plain texts are left there, to be looked at.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.mail import rendering
from tests.support.mails import MAILS, values_of, written

WIDTHS = (320, 640)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and the libraries of all its neighbours "
UNBROKEN = "x" * 90
FOLDER = os.environ.get("MAIL_GALLERY", "")


def longer(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {inner: longer(one, inner) for inner, one in value.items()}
    if isinstance(value, list):
        return [longer(one, key) for one in value]
    if isinstance(value, str) and key.endswith(("_url", "link")):
        return f"{value}/{UNBROKEN}"
    names = {
        "name",
        "event",
        "title",
        "new_title",
        "room",
        "services",
        "owner",
        "who",
        "lead",
        "from_whom",
    }
    return LONG + UNBROKEN if key in names else value


def too_wide(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_mail_reads_well(app, event, browser, scheme):
    found, axe = {}, Axe()
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    for mail in MAILS:
        row = written(mail, values_of(mail, event))
        page.set_content(rendering.html_of(row.template, row.values))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if too_wide(page) > 0:
                found[f"{mail} {width}"] = "too wide"
            if FOLDER:
                _keep(page, f"{mail}-{scheme}-{width}", row.subject, row.text)
        violations = axe.run(page).response["violations"]
        if violations:
            found[str(mail)] = [(one["id"], one["nodes"][0]["html"]) for one in violations]
    context.close()
    assert found == {}


def test_long_names_and_addresses_break_nothing(app, event, browser):
    page, found = browser.new_page(), []
    page.set_viewport_size({"width": 320, "height": 800})
    for mail in MAILS:
        row = written(mail, longer(values_of(mail, event)))
        page.set_content(rendering.html_of(row.template, row.values))
        if too_wide(page) > 0:
            found.append(str(mail))
        if FOLDER:
            _keep(page, f"{mail}-long-320", row.subject, row.text)
    assert found == []


def _keep(page, name: str, subject: str, text: str) -> None:
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
    (folder / f"{name}.txt").write_text(f"Subject: {subject}\n\n{text}")
