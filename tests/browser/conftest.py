"""A real browser against a real server whose clock the test moves. On SQLite: what the databases do
differently is tested below the pages."""

from __future__ import annotations

import secrets
import shutil
import threading
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from app.accounts.models import Device
from app.kernel import clock, tokens
from app.kernel.transaction import transaction
from app.kernel.work import work_off

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ROOT = "http://bootcamp.test"
WAIT = 10_000  # milliseconds; a page that needs longer is broken


@pytest.fixture
def database_kind():
    return "sqlite"


@pytest.fixture
def site(app):
    """The server's port; it ends with the test. No mail of an earlier test lies in the mailbox."""
    for mail in app.config["SETTINGS"].mail.folder.glob("*.eml"):
        mail.unlink()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()


@pytest.fixture
def browser(site):
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    options = [
        "--no-sandbox",
        "--disable-gpu",
        f"--host-resolver-rules=MAP bootcamp.test 127.0.0.1:{site}",
    ]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=options)
        yield started
        started.close()


class Reader:
    """A page that is looked at by axe, and for scripts or styles the policy stopped, at every stop."""

    def __init__(self, page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else ROOT + path)
        self.look()

    def press(self, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.look()

    def follow(self, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def look(self) -> None:
        self.page.wait_for_load_state("load")
        found = Axe().run(self.page).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == [], (
            self.page.url
        )
        assert self.complaints == [], self.page.url
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{self.page.url} is {width} px too wide"


@pytest.fixture
def open_as(app, browser):
    """A browser of their own, signed in as this address."""

    def open_(email: str) -> Reader:
        token = secrets.token_urlsafe(32)
        with transaction() as session:
            session.add(
                Device(
                    token_digest=tokens.digest(token),
                    email=email,
                    signed_in_at=clock.now(),
                    expires_at=clock.now() + timedelta(days=1),
                )
            )
        client = app.test_client()
        with client.session_transaction(base_url=ROOT) as cookie:
            cookie["_user_id"] = token
        kept = client.get_cookie("bootcamp", domain="bootcamp.test")
        context = browser.new_context(viewport={"width": 1400, "height": 1600})
        context.add_cookies([{"name": "bootcamp", "value": kept.value, "url": ROOT}])
        page = context.new_page()
        page.set_default_timeout(WAIT)
        return Reader(page)

    return open_


@pytest.fixture
def reader(browser):
    """Somebody with scripts, on a council laptop."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(WAIT)
    return Reader(page)


@pytest.fixture
def phone(browser):
    """Somebody without scripts, on a small screen."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    return page


@pytest.fixture
def send_mails(app):
    """What the worker would do now."""

    def send() -> None:
        with app.app_context():
            work_off()

    return send
