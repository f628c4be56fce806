"""Looks at every page a test fetches as a page: what is wrong with it is a list of sentences."""

from __future__ import annotations

import json
import re

import html5lib
from bs4 import BeautifulSoup

NEEDS_LABEL = ("input", "select", "textarea")
NO_LABEL = ("hidden", "submit", "button")


def faults(body: str) -> list[str]:
    soup = BeautifulSoup(body, "html.parser")
    found = [*_invalid(body), *_outline(soup), *_ids(soup), *_controls(soup), *_forms(soup)]
    return found + _inline(soup) + _error_summary(soup) + _tables_and_pictures(soup)


def _invalid(body: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(body)
    return [f"invalid HTML at {place}: {error}" for place, error, _ in parser.errors]


def _outline(soup: BeautifulSoup) -> list[str]:
    found = []
    headings = soup.find_all("h1")
    if len(headings) != 1:
        found.append(f"{len(headings)} h1 elements")
    elif not headings[0].get_text(strip=True):
        found.append("an empty h1")
    if not soup.title or not soup.title.get_text(strip=True):
        found.append("no title")
    if not soup.html or not soup.html.get("lang"):
        found.append("no language")
    if not soup.find("main"):
        found.append("no main")
    levels = [int(h.name[1]) for h in soup.find_all(re.compile("^h[1-6]$"))]
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            found.append(f"a heading jumps from h{before} to h{after}")
    return found


def _ids(soup: BeautifulSoup) -> list[str]:
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    found = [f"id twice: {one}" for one in set(ids) if ids.count(one) > 1]
    for tag in soup.find_all(attrs={"aria-describedby": True}):
        for one in tag["aria-describedby"].split():
            if one not in ids:
                found.append(f"aria-describedby names no element: {one}")
    return found


def _controls(soup: BeautifulSoup) -> list[str]:
    labelled = {tag.get("for") for tag in soup.find_all("label")}
    found = []
    for tag in soup.find_all(NEEDS_LABEL):
        if tag.get("type") in NO_LABEL or tag.get("aria-label") or tag.find_parent("label"):
            continue
        if tag.get("id") not in labelled:
            found.append(f"no label: {tag.get('name')}")
    for tag in soup.find_all(["a", "button"]):
        if not tag.get_text(strip=True) and not tag.get("aria-label"):
            found.append(f"a {tag.name} without words")
    return found


def _forms(soup: BeautifulSoup) -> list[str]:
    found = []
    for form in soup.find_all("form"):
        method = (form.get("method") or "get").lower()
        if method == "post" and not form.find("input", attrs={"name": "csrf_token"}):
            found.append(f"a POST form without CSRF token: {form.get('action')}")
        if method == "post" and not form.find("button"):
            found.append(f"a POST form without a button: {form.get('action')}")
    return found


def _inline(soup: BeautifulSoup) -> list[str]:
    found = [
        "inline script"
        for tag in soup.find_all("script")
        if not tag.get("src") and tag.get("type") != "application/ld+json"
    ]
    for tag in soup.find_all("script", type="application/ld+json"):
        try:
            json.loads(tag.get_text())
        except ValueError as error:
            found.append(f"linked data that is no JSON: {error}")
    found += ["inline style element" for _ in soup.find_all("style")]
    for tag in soup.find_all(True):
        if tag.get("style"):
            found.append(f"inline style on {tag.name}")
        found += [f"inline handler {name}" for name in tag.attrs if name.startswith("on")]
    return found


def _error_summary(soup: BeautifulSoup) -> list[str]:
    summary = soup.find(class_="govuk-error-summary")
    errors = soup.find_all(class_="govuk-error-message")
    if errors and not summary:
        return ["errors at fields but no error summary"]
    if not summary:
        return []
    found = [] if (soup.title.get_text() or "").startswith("Error") else ["title without Error:"]
    for link in summary.find_all("a"):
        target = (link.get("href") or "").lstrip("#")
        if not soup.find(id=target):
            found.append(f"the error summary links to nothing: {target}")
    return found


def _tables_and_pictures(soup: BeautifulSoup) -> list[str]:
    found = [
        f"img without alt: {tag.get('src')}"
        for tag in soup.find_all("img")
        if tag.get("alt") is None
    ]
    for table in soup.find_all("table"):
        if not table.find("caption"):
            found.append("a table without caption")
        if any(not cell.get("scope") for cell in table.find_all("th")):
            found.append("a th without scope")
    return found
