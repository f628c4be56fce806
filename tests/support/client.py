"""The client of all page tests: examines each page it fetches, counts its queries, fills in forms."""

from __future__ import annotations

from contextlib import contextmanager

from bs4 import BeautifulSoup
from sqlalchemy import event

from app.kernel.database import db
from tests.support.html import faults

QUERY_BUDGET = 30


class Page:
    """One answer, with its HTML read."""

    def __init__(self, response, queries: int) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location", "")
        self.body = response.get_data()
        self.queries = queries
        self.html = None
        if response.mimetype == "text/html":
            self.html = BeautifulSoup(self.body.decode(), "html.parser")

    @property
    def text(self) -> str:
        """What a person reads in <main>, with single spaces."""
        main = self.html.find("main") or self.html
        return " ".join(main.get_text(" ").split())

    @property
    def h1(self) -> str:
        return " ".join(self.html.h1.get_text(" ").split())

    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        summary = self.html.find(class_="govuk-error-summary")
        return [a.get_text(strip=True) for a in summary.find_all("li")] if summary else []

    def form(self, action: str | None = None, button: str | None = None):
        """The page's POST form, by (the end of) its action or its button's words."""
        forms = [f for f in self.html.find_all("form") if (f.get("method") or "").lower() == "post"]
        if action is not None:
            forms = [f for f in forms if (f.get("action") or "").endswith(action)]
        if button is not None:
            forms = [f for f in forms if any(button in b.get_text() for b in f.find_all("button"))]
        assert len(forms) == 1, f"{len(forms)} forms fit: {[f.get('action') for f in forms]}"
        return forms[0]


class CheckingClient:
    """Wraps Flask's test client. `check=False` only for pages that are meant to be no page."""

    def __init__(self, app) -> None:
        self.app = app
        self.http = app.test_client()
        self.at = "/"

    def get(self, path: str, *, status: int = 200, budget: int = QUERY_BUDGET, **more) -> Page:
        return self._fetch("GET", path, status, budget, **more)

    def post(self, path: str, data=None, *, status: int = 302, budget: int = 200, **more) -> Page:
        return self._fetch("POST", path, status, budget, data=data or {}, **more)

    def follow(self, page: Page, **more) -> Page:
        assert page.location, "no redirect to follow"
        return self.get(page.location, **more)

    def submit(
        self, page: Page, fields=None, *, action=None, button=None, status=302, **more
    ) -> Page:
        """Fills in the page's form as a browser would: what stands in it is sent along."""
        form = page.form(action, button)
        data = values_of(form)
        data.update(fields or {})
        data = {name: value for name, value in data.items() if value is not None}
        pressed = [b for b in form.find_all("button") if b.get("name")]
        if button and pressed:
            chosen = [b for b in pressed if button in b.get_text()]
            data.update({b["name"]: b.get("value", "") for b in chosen[:1]})
        return self.post(form.get("action") or self.at, data, status=status, **more)

    def _fetch(self, method, path, status, budget, **more) -> Page:
        # A context of its own for each request, as on a server: nothing in `g` outlives it.
        with counting(self.app) as counted, self.app.app_context():
            response = self.http.open(path, method=method, **more)
        db.session.rollback()  # the test's own reading begins anew: it sees what the request wrote
        page = Page(response, counted[0])
        self.at = path if method == "GET" else self.at
        assert page.status == status, (
            f"{method} {path}: {page.status}, not {status}\n{_shown(page)}"
        )
        assert counted[0] <= budget, f"{method} {path}: {counted[0]} queries, allowed {budget}"
        if page.html is not None and page.body and status not in (302, 303):
            wrong = faults(page.body.decode())
            assert not wrong, f"{method} {path}: {wrong}"
        return page


def values_of(form) -> dict[str, object]:
    """What a browser would send for this form as it stands."""
    data: dict[str, object] = {}
    for tag in form.find_all(["input", "select", "textarea"]):
        name, kind = tag.get("name"), tag.get("type")
        if not name or tag.has_attr("disabled") or kind in ("submit", "button", "file"):
            continue
        if kind in ("checkbox", "radio"):
            if tag.has_attr("checked"):
                data.setdefault(name, [])
                data[name].append(tag.get("value", "on"))
            continue
        if tag.name == "select":
            options = tag.find_all("option")
            chosen = [o for o in options if o.has_attr("selected")] or options[:1]
            data[name] = [o.get("value", o.get_text()) for o in chosen]
            continue
        data[name] = (
            tag.get_text().removeprefix("\n") if tag.name == "textarea" else tag.get("value", "")
        )
    return data


def _shown(page: Page) -> str:
    return page.text[:1500] if page.html else page.body[:500].decode("utf-8", "replace")


@contextmanager
def counting(app):
    """How many statements the database is asked meanwhile, in a list of one number."""
    counted = [0]

    def count(_connection, _cursor, statement, *_rest) -> None:
        counted[0] += not statement.startswith("BEGIN")  # said by us on SQLite, by the driver else

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", count)
