"""Writing to a group: drafts, whom each reaches, the pause before it goes, and how it did."""

from __future__ import annotations

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.campaigns import actions, errors, queries
from app.campaigns.enums import GroupState
from app.campaigns.forms import GroupForm
from app.campaigns.manage.blueprint import actor, blueprint, page_number, refusal_of, see
from app.campaigns.manage.describing import (
    FIELDS,
    MESSAGE_STATES,
    STATES,
    audience_words,
    choices_of,
)
from app.campaigns.manage.showing import previews_of
from app.campaigns.models import GroupMail
from app.campaigns.rules import Audience
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page

METHODS = ["GET", "POST"]
A_PAGE = 50


@blueprint.get("/<event>/manage/write")
@requires(Role.ORGANISER)
def mails(event: Event) -> Response:
    """Drafts, those that wait, and those that went, newest first."""
    rows = queries.mails_of(event.id)
    words = audience_words(event, [Audience.from_json(mail.audience) for mail in rows])
    return page("campaigns/manage/mails.html", event=event, rows=rows, words=words, states=STATES)


@blueprint.route("/<event>/manage/write/new", methods=METHODS)
@requires(Role.ORGANISER)
def new_mail(event: Event) -> Response:
    form = GroupForm()
    form.offer(*choices_of(event))
    if request.method == "GET" or not form.validate():
        return _form_page(event, form)
    event_id, who, draft, token = event.id, actor(), _draft(form), form.token
    made: list[str] = []

    def begin() -> None:
        mail = actions.begin_mail(event_id, draft, form_token=token, now=clock.now(), actor=who)
        made.append(mail.public_id)

    refusal = refusal_of(begin)
    return _form_page(event, _refuse(form, refusal)) if refusal else _see(event, made[0])


@blueprint.route("/<event>/manage/write/<ref>/edit", methods=METHODS)
@requires(Role.ORGANISER)
def edit_mail(event: Event, ref: str) -> Response:
    """Words and people of a draft. When somebody else saved meanwhile, both texts are shown, and saving
    again is for who has read the other's."""
    mail = _mail(event, ref)
    form = GroupForm(data=_values(mail))
    form.offer(*choices_of(event))
    if request.method == "GET" or not form.validate():
        return _form_page(event, form, mail=mail)
    who, draft = actor(), _draft(form)
    refusal = refusal_of(lambda: actions.change_mail(ref, draft, now=clock.now(), actor=who))
    if refusal is None:
        return _see(event, ref)
    mail = _mail(event, ref)
    if isinstance(refusal, errors.Stale):
        form.version.data = str(mail.version)
        return _form_page(event, _refuse(form, refusal), mail=mail, theirs=mail)
    return _form_page(event, _refuse(form, refusal), mail=mail)


@blueprint.get("/<event>/manage/write/<ref>")
@requires(Role.ORGANISER)
def mail(event: Event, ref: str) -> Response:
    return _mail_page(event, _mail(event, ref))


@blueprint.get("/<event>/manage/write/<ref>/people")
@requires(Role.ORGANISER)
def mail_people(event: Event, ref: str) -> Response:
    """Before it goes: whom it would reach. Afterwards: how each person's mail did."""
    found, number = _mail(event, ref), page_number()
    has_gone = found.state in (GroupState.SENDING, GroupState.SENT, GroupState.STOPPED)
    people = [] if has_gone else _people(event, found)
    total = found.people if has_gone else len(people)
    number = min(number, max(1, -(-total // A_PAGE)))
    begin = (number - 1) * A_PAGE
    people.sort(key=lambda one: (one.name.casefold(), one.key))
    return page(
        "campaigns/manage/mail_people.html",
        event=event,
        mail=found,
        total=total,
        number=number,
        pages=max(1, -(-total // A_PAGE)),
        people=people[begin : begin + A_PAGE],
        messages=queries.messages_in(ref, limit=A_PAGE, offset=begin) if has_gone else (),
        has_gone=has_gone,
        message_states=MESSAGE_STATES,
    )


@blueprint.post("/<event>/manage/write/<ref>/send")
@requires(Role.ORGANISER)
def send_mail(event: Event, ref: str) -> Response:
    """The pause begins; twice, or by two organisers, is the same as once."""
    found, who = _mail(event, ref), actor()
    typed = request.form.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    refusal = refusal_of(
        lambda: actions.send_mail(found.public_id, version=version, now=clock.now(), actor=who)
    )
    return _done(event, ref, refusal, "")


@blueprint.post("/<event>/manage/write/<ref>/stop")
@requires(Role.ORGANISER)
def stop_mail(event: Event, ref: str) -> Response:
    found, who = _mail(event, ref), actor()
    refusal = refusal_of(lambda: actions.stop_mail(found.public_id, now=clock.now(), actor=who))
    return _done(event, ref, refusal, _("It is stopped."))


@blueprint.post("/<event>/manage/write/<ref>/test")
@requires(Role.ORGANISER)
def test_mail(event: Event, ref: str) -> Response:
    found, who = _mail(event, ref), actor()
    refusal = refusal_of(lambda: actions.test_mail(found.public_id, now=clock.now(), actor=who))
    return _done(event, ref, refusal, _("A test is on its way to %(address)s.", address=who))


def _mail(event: Event, ref: str) -> GroupMail:
    """Mails of access leads to one person have pages of their own."""
    return queries.mail_by_ref(event.id, ref, sees_private=False) or abort(404)


def _people(event: Event, mail: GroupMail) -> list[queries.Recipient]:
    audience = Audience.from_json(mail.audience)
    return queries.recipients_of(event, audience, now=clock.now())


def _draft(form: GroupForm) -> actions.MailDraft:
    return actions.MailDraft(
        subject=form.subject.data or "",
        words=form.words.data or "",
        audience=form.audience,
        version=form.version_seen,
    )


def _values(mail: GroupMail) -> dict[str, str]:
    audience = Audience.from_json(mail.audience).to_json()
    return audience | {
        "subject": mail.subject,
        "words": mail.words,
        "version": str(mail.version),
    }


def _refuse(form: GroupForm, refusal: Refusal) -> GroupForm:
    name = next((name for kind, name in FIELDS.items() if isinstance(refusal, kind)), "words")
    field = form[name]
    field.errors = [*field.errors, str(refusal)]
    return form


def _form_page(
    event: Event, form: GroupForm, *, mail: GroupMail | None = None, theirs: GroupMail | None = None
) -> Response:
    return page(
        "campaigns/manage/mail_form.html",
        status=UNPROCESSABLE if form.errors else 200,
        event=event,
        form=form,
        mail=mail,
        theirs=theirs,
    )


def _mail_page(event: Event, mail: GroupMail, *, problem: str = "") -> Response:
    is_draft = mail.state == GroupState.DRAFT
    people = _people(event, mail) if mail.state in (GroupState.DRAFT, GroupState.WAITING) else []
    audience = Audience.from_json(mail.audience)
    return page(
        "campaigns/manage/mail.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        mail=mail,
        words=audience_words(event, [audience])[0],
        states=STATES,
        message_states=MESSAGE_STATES,
        people=people,
        previews=previews_of(mail, people, now=clock.now()),
        counts=queries.states_in(mail.public_id),
        is_draft=is_draft,
        pause=event.policies.mails.pause_minutes,
        problem=problem,
        me=actor(),
    )


def _done(event: Event, ref: str, refusal: Refusal | None, said: str) -> Response:
    if refusal:
        return _mail_page(event, _mail(event, ref), problem=str(refusal))
    if said:
        flash(said)
    return _see(event, ref)


def _see(event: Event, ref: str) -> Response:
    return see(url_for("campaigns_manage.mail", event=event.slug, ref=ref))
