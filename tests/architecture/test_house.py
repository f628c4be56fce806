"""The laws of the house, held by reading the source."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
CAPABILITIES = (
    "audit accounts mail events programme timetable stars speakers materials proposals registration "
    "invites attendance campaigns certificates".split()
)
# What a capability may know of another. `access` is the permission edge of views, `uploads` receives a
# file there and `serving` hands one out; policies, templates and library services are plain values of events.
SHARED = set(
    "actions queries rules facts enums errors models access uploads serving policies templates "
    "library_services".split()
)
# A file may import from its own capability only what stands to its left.
DUTIES = (
    "enums errors facts policies rules models queries messages actions followers jobs forms views manage"
).split()

# Longer than the house wants, each with its reason; at most ten.
LONGER = {
    "tests/architecture/permissions.py": "one table of every route",
    "app/kernel/icalendar.py": "one serialiser, read as a whole beside the RFC",
    "tests/kernel/test_icalendar.py": "one format, one file of its rules",
}
LINES = {"app": 250, "tests": 300}


def sources() -> list[Path]:
    return sorted(APP.rglob("*.py"))


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return [name for name in found if name.startswith("app.")]


def test_capabilities_know_of_each_other_only_what_is_shared():
    wrong = []
    for path in sources():
        own = path.relative_to(APP).parts[0]
        if own not in CAPABILITIES:
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[1] in CAPABILITIES and parts[1] != own and parts[2] not in SHARED:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def test_inside_a_capability_imports_go_left_only():
    wrong = []
    for path in sources():
        relative = path.relative_to(APP)
        if relative.parts[0] not in CAPABILITIES or len(relative.parts) < 2:
            continue
        duty = relative.parts[1].removesuffix(".py")
        if duty not in DUTIES:
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[1] != relative.parts[0] or parts[2] not in DUTIES:
                continue
            if DUTIES.index(parts[2]) > DUTIES.index(duty):
                wrong.append(f"{relative} imports {name}")
    assert wrong == []


def test_rules_know_no_database_no_flask_no_clock_no_chance():
    forbidden = ("flask", "sqlalchemy", "app.kernel.database", "app.kernel.transaction", "random")
    wrong = []
    for path in [*APP.rglob("rules.py"), *APP.glob("*/rules/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            wrong += [
                f"{path.relative_to(ROOT)} imports {name}"
                for name in names
                if name.split(".")[0] in forbidden or name in forbidden
            ]
        if re.search(r"\bnow\(\)", path.read_text()):
            wrong.append(f"{path.relative_to(ROOT)} asks a clock")
    assert wrong == []


def test_commit_stands_in_one_file():
    found = [
        str(path.relative_to(ROOT))
        for path in sources()
        if re.search(r"\.commit\(\)", path.read_text())
    ]
    assert found == ["app/kernel/transaction.py"]


def test_actions_neither_know_flask_requests_nor_sleep():
    wrong = []
    for path in sources():
        parts = path.relative_to(APP).parts
        if "actions" in parts or path.name == "actions.py":
            text = path.read_text()
            for word in ("request", "session as", "abort(", "redirect(", "sleep("):
                if re.search(rf"from flask import .*\b{re.escape(word)}|time\.sleep", text):
                    wrong.append(f"{path.relative_to(ROOT)}: {word}")
    assert wrong == []


@pytest.mark.parametrize("part", LINES)
def test_files_stay_short(part):
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in sorted((ROOT / part).rglob("*.py"))
        if (count := len(path.read_text().splitlines())) > LINES[part]
        and str(path.relative_to(ROOT)) not in LONGER
    ]
    assert long == []
    assert len(LONGER) <= 10


def test_templates_stay_short():
    long = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and len(path.read_text().splitlines()) > 200
    ]
    assert long == []


def test_functions_stay_short():
    long = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 40:
                long.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert long == []


def test_no_drawers():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
    assert [p for p in sources() if p.stem in drawers or p.parent.name in drawers] == []


def test_templates_trust_no_text():
    wrong = [
        f"{path.relative_to(ROOT)}"
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"\|\s*safe\b|autoescape\s+false", path.read_text())
    ]
    assert wrong == []


def test_every_mail_has_its_three_files():
    for folder in (ROOT / "templates").glob("*/email/*"):
        if folder.is_dir():
            names = {p.name for p in folder.iterdir() if not p.name.startswith("_")}
            assert names == {"subject.txt", "body.txt", "body.html"}, folder


def test_the_documents_name_every_setting(app):
    settings = set(app.config["SETTINGS"].sources)
    text = (ROOT / "docs" / "settings.md").read_text()
    assert {name for name in settings if f"`{name}`" not in text} == set()


def test_the_repository_speaks_only_of_itself():
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    shared = "../" + "shared"
    wrong = []
    for name in files:
        try:
            text = (ROOT / name).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if shared in text or re.search(r"(^|[^a-z.])/(work|root|home)/", text):
            wrong.append(name)
    assert wrong == []
