"""The pages of organisers' own words: the list of mails, and one mail in one language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.accounts.access import signed_in_address
from app.audit.actions import record
from app.events import queries as events
from app.events.access import requires
from app.events.actions import edit_policies
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.headers import CONTENT_SECURITY_POLICY
from app.kernel.mailbox import Mailbox
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.tokens import digest
from app.kernel.transaction import transaction
from app.mail import actions, errors, queries
from app.mail.models import Wording
from app.pages.blueprint import blueprint
from app.pages.wordings.forms import WelshForm, WordsForm
from app.pages.wordings.meanings import grouped, meaning_of
from app.pages.wordings.showing import (
    Choice,
    built_in,
    draft_of,
    languages_of,
    newest_values,
    preview_of,
    wordables,
)

# The page of one mail frames its preview.
WITH_FRAME = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
# A mail brings its own styles. It is no page of ours: nothing in it runs, loads or is sent.
OF_PREVIEW = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'; sandbox"
)
NAMES = {"en": "English", "cy": "Cymraeg"}
ONE = "/<event>/manage/mail-words/<mail>/<language>"


@blueprint.get("/<event>/manage/mail-words")
@requires(Role.ORGANISER)
def mail_words(event: Event) -> Response:
    changed = {(row.template, row.language) for row in queries.wordings_of(event.slug)}
    return page(
        "pages/wordings/list.html",
        event=event,
        groups=grouped(wordables().every),
        languages=languages_of(event),
        names=NAMES,
        changed=changed,
        form=WelshForm(formdata=None, welsh=event.policies.mails.welsh),
    )


@blueprint.post("/<event>/manage/mail-words/welsh")
@requires(Role.ORGANISER)
def offer_welsh(event: Event) -> Response:
    """Whether people may choose Welsh."""
    wanted, event_id, slug = bool(WelshForm().welsh.data), event.id, event.slug
    with transaction():
        policy = replace(events.locked(event_id).policies.mails, welsh=wanted)
        edit_policies(event_id, mails=policy, now=clock.now(), actor=signed_in_address() or "")
    flash(_("People can choose Welsh.") if wanted else _("All mails are in English."))
    return _see(url_for("pages.mail_words", event=slug))


@blueprint.route(ONE, methods=["GET", "POST"])
@requires(Role.ORGANISER)
def mail_wording(event: Event, mail: str, language: str) -> Response:
    """One mail in one language."""
    choice = _choice(event, mail, language)
    form = WordsForm()
    if not form.is_submitted():
        return _page(event, choice, _form_of(event, choice))
    if not form.is_good(choice.wordable):
        return _page(event, choice, form, status=UNPROCESSABLE)
    event_id, slug = event.id, event.slug
    try:
        with transaction():
            _save(event_id, choice, form)
    except errors.WordsChanged as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, choice, form, status=UNPROCESSABLE, is_stale=True)
    flash(_("Saved. Mails that are written from now on have these words."))
    return _see(url_for("pages.mail_wording", event=slug, mail=mail, language=language))


@blueprint.post(f"{ONE}/built-in")
@requires(Role.ORGANISER)
def built_in_mail_words(event: Event, mail: str, language: str) -> Response:
    """Back to the words that come with the product."""
    choice, event_id, slug = _choice(event, mail, language), event.id, event.slug
    form = WordsForm()
    try:
        with transaction():
            _put(event_id, choice, ("", ""), seen=form.seen.data or "")
    except errors.WordsChanged as refusal:
        form = _form_of(event, choice)
        form.form_errors = [str(refusal)]
        return _page(event, choice, form, status=UNPROCESSABLE, is_stale=True)
    flash(_("The built-in words are back."))
    return _see(url_for("pages.mail_wording", event=slug, mail=mail, language=language))


@blueprint.route(f"{ONE}/preview", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def preview_mail_words(event: Event, mail: str, language: str) -> Response:
    """The mail itself, for the frame: in the words that were typed, or else in those that are saved."""
    choice, form = _choice(event, mail, language), WordsForm()
    if form.is_submitted() and not form.is_good(choice.wordable):
        response = page("pages/wordings/refused.html", status=UNPROCESSABLE, form=form)
    else:
        typed = form.is_submitted()
        words = _kept(event, choice, form.words) if typed else _own(event, choice)
        shown = _shown(event, choice, words)
        response = Response(shown.html)
        if request.values.get("as") == "text":
            said = _("Subject: %(subject)s", subject=shown.subject)
            response = Response(f"{said}\n\n{shown.text}", mimetype="text/plain")
    response.headers["Content-Security-Policy"] = OF_PREVIEW
    return response


@blueprint.post(f"{ONE}/test")
@requires(Role.ORGANISER)
def test_mail_words(event: Event, mail: str, language: str) -> Response:
    """Sends the mail in its saved words to whoever asks; pressed twice in a minute it goes once."""
    choice, slug = _choice(event, mail, language), event.slug
    address, now = signed_in_address() or abort(404), clock.now()
    words = _own(event, choice)
    key = digest("|".join([slug, mail, language, address, *words]))[:40]
    draft = draft_of(
        event, choice, words, to=Mailbox("", address), key=f"{key}:{now:%Y-%m-%dT%H:%M}"
    )
    with transaction():
        row = actions.post(draft, now=now)
        record("mail words tried", now=now, actor=address, scope=slug, subject=row.public_id)
    flash(_("A test is on its way to %(address)s.", address=address))
    return _see(url_for("pages.mail_wording", event=slug, mail=mail, language=language))


def _choice(event: Event, mail: str, language: str) -> Choice:
    found = wordables().at(mail)
    if found is None or language not in languages_of(event):
        abort(404)
    return Choice(found, language)


def _row(event: Event, choice: Choice) -> Wording | None:
    return queries.wording(event.slug, choice.wordable.key, choice.language)


def _own(event: Event, choice: Choice) -> tuple[str, str]:
    """The words that are saved; empty where the built-in ones stand."""
    row = _row(event, choice)
    return ("", "") if row is None else (row.subject, row.opening)


def _saved(event: Event, choice: Choice) -> tuple[str, str]:
    """The words as they stand now, own or built in."""
    (subject, opening), known = _own(event, choice), built_in(event, choice)
    return subject or known[0], opening or known[1]


def _kept(event: Event, choice: Choice, words: tuple[str, str]) -> tuple[str, str]:
    """What of these words is kept: what is as it came with the product is not, so that it follows when that
    changes."""
    pairs = zip(words, built_in(event, choice), strict=True)
    subject, opening = ("" if _same(typed, known) else typed for typed, known in pairs)
    return subject, opening


def _form_of(event: Event, choice: Choice) -> WordsForm:
    subject, opening = _saved(event, choice)
    seen = queries.digest_of(_row(event, choice))
    return WordsForm(formdata=None, subject=subject, opening=opening, seen=seen)


def _save(event_id: int, choice: Choice, form: WordsForm) -> None:
    words = _kept(events.locked(event_id), choice, form.words)
    _put(event_id, choice, words, seen=form.seen.data or "")


def _same(typed: str, known: str) -> bool:
    return typed.replace("\r\n", "\n").strip() == known


def _put(event_id: int, choice: Choice, words: tuple[str, str], *, seen: str) -> None:
    event, now, actor = events.locked(event_id), clock.now(), signed_in_address() or ""
    wordable, language = choice.wordable, choice.language
    actions.put_words(event.slug, wordable, language, words, seen=seen, now=now, actor=actor)
    what = "mail words changed" if any(words) else "mail words back to built-in"
    record(what, now=now, actor=actor, scope=event.slug, subject=wordable.slug, language=language)


def _shown(event: Event, choice: Choice, words: tuple[str, str]) -> Any:
    return preview_of(draft_of(event, choice, words, to=Mailbox("", "reader@example.org"), key=""))


def _page(event: Event, choice: Choice, form: WordsForm, **more: Any) -> Response:
    row, saved = _row(event, choice), _saved(event, choice)
    is_stale = more.setdefault("is_stale", False)
    response = page(
        "pages/wordings/one.html",
        event=event,
        choice=choice,
        form=form,
        row=row,
        saved=saved,
        # Only who has seen the other words saves over them.
        seen=queries.digest_of(row) if is_stale else form.seen.data or "",
        names=NAMES,
        languages=languages_of(event),
        placeholders=[(name, meaning_of(name)) for name in choice.wordable.placeholders],
        shown=_shown(event, choice, _own(event, choice)),
        is_real=newest_values(event, choice) is not None,
        address=signed_in_address(),
        **more,
    )
    response.headers["Content-Security-Policy"] = WITH_FRAME
    return response


def _see(address: str) -> Response:
    return cast("Response", redirect(address, 303))
