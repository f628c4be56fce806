"""The pictures of the documents, taken from the running demo: `bin/screenshots`."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench import stand

FOLDER = Path(__file__).parent / "screenshots"
WIDTH, HIGHEST = 1280, 1500
ORGANISER = "organiser@example.org"

PUBLIC = {
    "programme": "/next/programme",
    "session": "/next/sessions/setting-up-a-podcast-with-one-microphone",
    "register": "/next/register",
}
MANAGE = {
    "overview": "/next/manage/",
    "sessions": "/next/manage/sessions",
    "timetable": "/next/manage/timetable",
    "today": "/next/manage/today",
    "one-session": "/next/manage/sessions/setting-up-a-podcast-with-one-microphone",
    "rooms": "/next/manage/rooms",
    "people": "/next/manage/people",
    "waiting": "/next/manage/waiting",
    "proposals": "/next/manage/proposals",
    "decisions": "/next/manage/decisions",
    "speakers": "/next/manage/speakers",
    "fairness": "/next/manage/fairness",
    "try-numbers": "/next/manage/fairness/try?event_places=&event_share=&slot_share=3&more=10",
    "codes": "/next/manage/codes",
    "turned-away": "/next/manage/turned-away",
    "still-coming": "/next/manage/reconfirm",
    "attendance": "/2020/manage/attendance",
    "certificates": "/2020/manage/certificates",
    "mails": "/next/manage/mails",
    "new-event": "/events/new",
    "publish": "/next/manage/publish",
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with stand.folder() as folder:
        environ = stand.load_demo(folder)
        mine, past, group, desk = _links(environ)
        with stand.site(environ, folder) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": WIDTH, "height": 900})
            base = f"http://127.0.0.1:{site.port}"
            for name, path in {
                **PUBLIC,
                "my-day": mine,
                "group": group,
                "call": "/next/proposals",
                "desk": desk,
                "certificate-page": f"{past}/certificate",
            }.items():
                _take(page, name, base + path)
            _certificate(page, f"{base}{past}/certificate.pdf")
            _check(page, base)
            _sign_in(page, base, folder / "instance" / "mail")
            for name, path in MANAGE.items():
                _take(page, name, base + path)
            page.goto(f"{base}/next/manage/release")
            page.get_by_role("button", name="Show who will be told").click()
            page.get_by_role("button", name="Release now").wait_for()
            _keep(page, "release")
            page.goto(f"{base}/2020/manage/attendance")
            page.get_by_role("link", name="Edit your first video").click()
            _keep(page, "ticks")
            browser.close()


def _take(page: Page, name: str, address: str) -> None:
    page.goto(address)
    _keep(page, name)


def _check(page: Page, base: str) -> None:
    """The last page of a registration, filled in by somebody invented; not sent."""
    page.goto(f"{base}/next/register")
    page.get_by_label("Your full name").fill("Siân Brynmor")
    page.get_by_label("Your work email").fill("sian@example.org")
    page.get_by_role("combobox").fill("caerdydd")
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Continue to sessions").click()
    for title in ("Setting up a podcast", "Live or recorded"):
        page.get_by_label(title).check()
    page.get_by_label("If that one is full").first.select_option(
        label="Filming rhyme time people watch to the end"
    )
    _keep(page, "choose")
    page.get_by_role("button", name="Check your answers").click()
    _keep(page, "check")


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state()
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    _save(picture.crop((0, 0, WIDTH, min(picture.height, HIGHEST))), name)


def _save(picture: Image.Image, name: str) -> None:
    """At two thirds of its size and with few colours: the pictures live in the repository."""
    small = picture.resize(
        (picture.width * 2 // 3, picture.height * 2 // 3), Image.Resampling.LANCZOS
    )
    small.convert("RGB").quantize(64, method=Image.Quantize.MEDIANCUT).save(
        FOLDER / f"{name}.png", optimize=True
    )


def _certificate(page: Page, address: str) -> None:
    body = page.request.get(address).body()
    result = subprocess.run(
        ["pdftoppm", "-r", "90", "-png", "-singlefile", "-"],  # noqa: S607 - the system's own
        input=body,
        capture_output=True,
        check=True,
    )
    picture = Image.open(io.BytesIO(result.stdout))
    picture.convert("RGB").quantize(64).save(FOLDER / "certificate.png", optimize=True)


def _sign_in(page: Page, base: str, mails: Path) -> None:
    page.goto(f"{base}/sign-in")
    page.get_by_label("Your email address").fill(ORGANISER)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The six digits").fill(_code(mails))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def _code(mails: Path) -> str:
    """Of the mail that the worker writes in a moment, among others."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for mail in mails.glob("*.eml"):
            code = re.search(r"^Subject: (\d{6})", mail.read_text(), re.MULTILINE)
            if code:
                return code[1]
        time.sleep(0.2)
    raise AssertionError("no mail with a code")


def _links(environ: dict[str, str]) -> tuple[str, str, str, str]:
    """Of somebody with an offer, of somebody who took part, of who leads a group, of a speaker."""
    said = stand.flask(environ, "demo", "accounts")
    found = dict(
        re.findall(r"^  (coming|over|group lead|speaker) +http://[^/]+(/\S+)$", said, re.MULTILINE)
    )
    return found["coming"], found["over"], found["group lead"], found["speaker"]


if __name__ == "__main__":
    main()
