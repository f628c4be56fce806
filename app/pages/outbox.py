"""The outbox: every mail of the event with its state, found by address, name or subject. Codes and links that
open doors are masked; mails that are secret as a whole (sign-in codes) are not shown at all, those about
access needs to the access lead alone.
"""

from __future__ import annotations

from typing import cast

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.accounts.access import signed_in_address
from app.audit.actions import record
from app.events.access import may, requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.plain_text import clean_line
from app.kernel.transaction import transaction
from app.mail import actions, queries, rules
from app.mail.enums import ENDED, MessageState
from app.mail.models import OutboxMessage
from app.mail.queries import Wanted
from app.pages.blueprint import blueprint

A_PAGE = 50
LONGEST_WORDS = 200
DONE = {
    "held": _("The mail is stopped. It goes only if you send it."),
    "again": _("The mail is on its way again."),
    "again-all": _("These mails are on their way again."),
}


@blueprint.get("/<event>/manage/mails")
@requires(Role.ORGANISER)
def outbox(event: Event) -> Response:
    """The newest first, fifty at a time."""
    wanted = _wanted(event)
    counts = queries.counts_by_state(wanted)
    total = counts.get(wanted.state, 0) if wanted.state else sum(counts.values())
    pages = max(1, -(-total // A_PAGE))
    number = min(_page_number(), pages)
    return page(
        "pages/manage/outbox.html",
        event=event,
        mails=queries.outbox_of(wanted, limit=A_PAGE, offset=(number - 1) * A_PAGE),
        wanted=wanted,
        counts=counts,
        number=number,
        pages=pages,
        route=queries.route(),
        troubles=queries.troubles(event.slug),
        done=DONE.get(request.args.get("done", "")),
    )


@blueprint.post("/<event>/manage/mails/try-again")
@requires(Role.ORGANISER)
def send_domain_again(event: Event) -> Response:
    """All mails to one domain that did not arrive: its gateway takes them now."""
    domain = request.form.get("domain", "")
    with transaction():
        number = actions.try_domain_again(event.slug, domain, now=clock.now())
        if number:
            record(
                "mails sent again",
                now=clock.now(),
                actor=signed_in_address() or "",
                scope=event.slug,
                subject=domain,
                mails=number,
            )
    address = url_for("pages.outbox", event=event.slug, domain=domain, done="again-all")
    return cast("Response", redirect(address, 303))


@blueprint.get("/<event>/manage/mails/<ref>")
@requires(Role.ORGANISER)
def mail(event: Event, ref: str) -> Response:
    return _page(event, _mail(event, ref))


@blueprint.post("/<event>/manage/mails/<ref>/hold")
@requires(Role.ORGANISER)
def hold_mail(event: Event, ref: str) -> Response:
    """Stops a mail that has not gone."""
    found = _mail(event, ref)
    with transaction():
        held = actions.hold(found.public_id)
        if held:
            _record(event, found, "mail stopped")
    if not held:
        again = _mail(event, ref)
        problem = gettext("This mail has gone already, or is stopped.")
        if again.state == MessageState.PREPARED:
            problem = gettext(
                "This mail is only prepared. Nobody gets it until you tell everybody."
            )
        return _page(event, again, problem=problem)
    return _see(event, ref, "held")


@blueprint.post("/<event>/manage/mails/<ref>/again")
@requires(Role.ORGANISER)
def send_mail_again(event: Event, ref: str) -> Response:
    """Tries a failed or stopped mail again."""
    found = _mail(event, ref)
    with transaction():
        queued = actions.try_again(found.public_id, now=clock.now())
        if queued:
            _record(event, found, "mail sent again")
    if not queued:
        problem = gettext("This mail is on its way or has gone already.")
        return _page(event, _mail(event, ref), problem=problem)
    return _see(event, ref, "again")


def _mail(event: Event, ref: str) -> OutboxMessage:
    sees_private = may(event, Role.ACCESS_LEAD)
    return queries.one_of(event.slug, ref, sees_private=sees_private) or abort(404)


def _wanted(event: Event) -> Wanted:
    asked = {
        name: clean_line(request.args.get(name, "")) for name in ("state", "q", "domain", "batch")
    }
    return Wanted(
        scope=event.slug,
        state=asked["state"] if asked["state"] in list(MessageState) else "",
        words=asked["q"][:LONGEST_WORDS],
        domain=asked["domain"][:LONGEST_WORDS],
        batch=asked["batch"][:LONGEST_WORDS],
        sees_private=may(event, Role.ACCESS_LEAD),
    )


def _page(event: Event, found: OutboxMessage, *, problem: str = "") -> Response:
    return page(
        "pages/manage/mail.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        mail=found,
        subject=rules.masked(found.subject),
        text=rules.masked(found.text),
        can_hold=found.state not in (*ENDED, MessageState.SENDING, MessageState.PREPARED),
        can_try_again=found.state in (MessageState.FAILED, MessageState.STOPPED),
        problem=problem,
        done=DONE.get(request.args.get("done", "")),
    )


def _record(event: Event, found: OutboxMessage, what: str) -> None:
    record(
        what,
        now=clock.now(),
        actor=signed_in_address() or "",
        scope=event.slug,
        subject=found.public_id,
    )


def _page_number() -> int:
    typed = request.args.get("page", "1")
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 7
    return max(1, int(typed)) if is_number else 1


def _see(event: Event, ref: str, done: str) -> Response:
    return cast(
        "Response", redirect(url_for("pages.mail", event=event.slug, ref=ref, done=done), 303)
    )
