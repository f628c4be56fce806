"""The programme on another site: one script tag, whatever that site's own styles and policies say."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.kernel.transaction import transaction
from app.programme.models import Session
from tests.browser.conftest import ROOT, WAIT
from tests.pages.exports.programmes import a_programme, release
from tests.support.builders import an_event

HOSTILE = """
* { display: none !important; color: red !important; font-size: 60px !important; float: right; }
html, body, main { display: block !important; }
li { list-style: square !important; visibility: hidden !important; }
div { opacity: 0 !important; }
"""
POLICY = f"default-src 'none'; script-src {ROOT}; connect-src {ROOT}; style-src 'unsafe-inline'"


@pytest.fixture
def host():
    """Another origin. Put pages into it by their path."""
    pages = {}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            body, policy = pages.get(self.path, ("", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Set-Cookie", "hosts=own")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    thread.join()


@pytest.fixture
def event(app):
    event = an_event()
    podcast, _film, _gone = a_programme(event)
    with transaction() as session:
        session.get_one(Session, podcast.session_id).title = "<img src=x onerror=alert(1)> & more"
    release(event)
    return event


def html(more="", style="", attributes=""):
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Our site</title><style>{style}</style></head>'
        f'<body><main><h1>Our site</h1>{more}<script src="{ROOT}/next/widget.js" async {attributes}>'
        "</script></main></body></html>"
    )


@pytest.fixture
def page(browser, host):
    address, pages = host

    def open_page(body, policy=POLICY):
        pages["/"] = (body, policy)
        context = browser.new_context(viewport={"width": 320, "height": 640})
        opened = context.new_page()
        opened.set_default_timeout(WAIT)
        opened.asked, opened.complaints = [], []
        opened.on("request", lambda request: opened.asked.append(request))
        opened.on("console", lambda m: opened.complaints.append(m.text))
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.goto(address)
        return opened

    return open_page


def test_a_list_of_sessions_with_links_to_our_pages(event, page):
    opened = page(html())
    items = opened.get_by_role("listitem")
    items.first.wait_for()
    assert opened.get_by_role("heading", level=2).inner_text() == "Digital Bootcamp next"
    assert items.count() == 4
    first = " ".join(items.first.inner_text().split())
    assert first.startswith("10:30 to 11:15 <img src=x onerror=alert(1)> & more")
    assert "Studio A" in first
    assert "Cancelled" in items.nth(3).inner_text()
    link = items.nth(1).get_by_role("link")
    assert link.get_attribute("lang") == "cy"
    assert link.get_attribute("href").startswith(f"{ROOT}/next/sessions/")
    assert opened.evaluate("document.querySelector('img')") is None
    assert opened.complaints == []
    assert opened.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert Axe().run(opened).response["violations"] == []


def test_no_cookies_go_out_or_come_in(event, page):
    opened = page(html())
    opened.get_by_role("listitem").first.wait_for()
    ours = [request for request in opened.asked if request.url.startswith(ROOT)]
    assert len(ours) == 2, [request.url for request in ours]
    for request in ours:
        assert "cookie" not in request.all_headers()
        assert "set-cookie" not in request.response().all_headers()
    assert {one["domain"] for one in opened.context.cookies()} == {"127.0.0.1"}


def test_the_pages_own_styles_do_not_reach_in(event, page):
    opened = page(html(style=HOSTILE))
    item = opened.get_by_role("listitem").first
    item.wait_for(state="visible")
    look = opened.evaluate(
        """() => {
          const host = document.querySelector('script + div')
          const item = getComputedStyle(host.shadowRoot.querySelector('li'))
          const own = getComputedStyle(host)
          const link = getComputedStyle(host.shadowRoot.querySelector('li a'))
          return [own.display, own.opacity, item.display, item.visibility, item.fontSize, link.color]
        }"""
    )
    assert look == ["block", "1", "grid", "visible", "16px", "rgb(11, 59, 68)"]


def test_choosing_sessions_and_the_heading(event, page):
    attributes = 'data-service="suffolk" data-heading="Podcasts" data-level-of-heading="3"'
    opened = page(html(attributes=attributes))
    opened.get_by_role("listitem").first.wait_for()
    assert opened.get_by_role("listitem").count() == 2
    assert opened.get_by_role("heading", level=3).inner_text() == "Podcasts"


def test_when_the_programme_cannot_be_read_a_link_stands_there(event, page):
    opened = page(html(), policy=f"default-src 'none'; script-src {ROOT}")
    link = opened.get_by_role("link", name="Open the programme")
    link.wait_for()
    assert link.get_attribute("href") == f"{ROOT}/next/programme"
