"""The access lead writes to one person about what they need: seen by access leads alone."""

from __future__ import annotations

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.campaigns import actions, queries
from app.campaigns.enums import GroupRole
from app.campaigns.forms import PrivateForm
from app.campaigns.manage.blueprint import actor, blueprint, refusal_of, see
from app.campaigns.manage.describing import STATES
from app.campaigns.rules import Audience
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import UNPROCESSABLE, page
from app.registration import queries as registrations
from app.registration.enums import LIVE
from app.registration.models import Registration


@blueprint.route("/<event>/manage/needs/<ref>/write", methods=["GET", "POST"])
@requires(Role.ACCESS_LEAD)
def write_privately(event: Event, ref: str) -> Response:
    """A form, and what was written to this person before."""
    person, form = _registration(event, ref), PrivateForm()
    if request.method == "GET" or not form.validate():
        return _page(event, person, form)
    event_id, who, now, token = event.id, actor(), clock.now(), form.token
    draft = actions.MailDraft(
        subject=form.subject.data or "",
        words=form.words.data or "",
        audience=Audience(role=GroupRole.PERSON, person=ref),
    )

    def change() -> None:
        mail = actions.begin_mail(event_id, draft, form_token=token, now=now, actor=who)
        actions.send_mail(mail.public_id, version=mail.version, now=now, actor=who)

    refusal = refusal_of(change)
    if refusal:
        form.words.errors = [*form.words.errors, str(refusal)]
        return _page(event, _registration(event, ref), form)
    flash(_("Your mail goes as soon as the pause is over."))
    return see(url_for("campaigns_manage.write_privately", event=event.slug, ref=ref))


@blueprint.post("/<event>/manage/needs/<ref>/write/<mail>/stop")
@requires(Role.ACCESS_LEAD)
def stop_privately(event: Event, ref: str, mail: str) -> Response:
    """Within the pause; what is stopped can be copied from the list."""
    person, who = _registration(event, ref), actor()
    found = queries.mail_by_ref(event.id, mail, sees_private=True)
    if found is None or not found.is_private or found.audience.get("person") != ref:
        abort(404)
    refusal = refusal_of(lambda: actions.stop_mail(mail, now=clock.now(), actor=who))
    if refusal:
        return _page(event, person, PrivateForm(formdata=None), problem=str(refusal))
    flash(_("It is stopped."))
    return see(url_for("campaigns_manage.write_privately", event=event.slug, ref=ref))


def _registration(event: Event, ref: str) -> Registration:
    found = registrations.by_public_id(ref)
    is_theirs = found is not None and found.event_id == event.id and found.state in LIVE
    return found if found is not None and is_theirs else abort(404)


def _page(event: Event, person: Registration, form: PrivateForm, *, problem: str = "") -> Response:
    return page(
        "campaigns/manage/private.html",
        status=UNPROCESSABLE if form.errors or problem else 200,
        event=event,
        person=person,
        form=form,
        mails=queries.private_mails(event.id, person.public_id),
        states=STATES,
        pause=event.policies.mails.pause_minutes,
        problem=problem,
    )
