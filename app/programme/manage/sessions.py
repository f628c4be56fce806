"""What sessions are about: adding one, changing its words. The list stands in `app/pages`, since it
shows places too."""

from __future__ import annotations

from flask import Response, abort, request

from app.events import queries as events
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import page
from app.kernel.transaction import transaction
from app.programme import actions, queries
from app.programme.actions import SessionDraft, SpeakerDraft
from app.programme.enums import Level, SessionKind
from app.programme.forms import WordsForm, words_form
from app.programme.manage.blueprint import actor, blueprint, refuse, see_session
from app.programme.models import Session


@blueprint.route("/<event>/manage/new-session", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def add_session(event: Event) -> Response:
    """A session without a time; its page offers one next."""
    form = _form(event, None)
    if request.method == "GET":
        return _words_page(event, None, form)
    if form.validate():
        try:
            with transaction():
                made = actions.add_session(
                    event.id, _draft(event, form), now=clock.now(), actor=actor()
                )
            return see_session(event, made, "added")
        except Refusal as refusal:
            refuse(form, refusal)
    return _words_page(event, None, form, status=422)


@blueprint.route("/<event>/manage/sessions/<slug>/words", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def words(event: Event, slug: str) -> Response:
    """Corrects what stands in the programme about a session."""
    item = queries.session_to_edit(event.id, slug) or abort(404)
    form = _form(event, item)
    if request.method == "GET":
        return _words_page(event, item, form)
    if form.validate():
        try:
            with transaction():
                actions.edit_session(item, _draft(event, form), now=clock.now(), actor=actor())
            return see_session(event, item, "words")
        except Refusal as refusal:
            refuse(form, refusal)
    return _words_page(event, item, form, status=422)


def _form(event: Event, item: Session | None) -> WordsForm:
    form = words_form(item, request.form)
    form.offer(queries.tracks(event.id), events.service_choices())
    return form


def _words_page(
    event: Event, item: Session | None, form: WordsForm, *, status: int = 200
) -> Response:
    return page(
        "programme/manage/words.html",
        status=status,
        event=event,
        item=item,
        form=form,
        services=[(one.slug, one.name, one.also) for one in events.service_choices()],
    )


def _draft(event: Event, form: WordsForm) -> SessionDraft:
    track = queries.track(event.id, form.track.data) if form.track.data else None
    return SessionDraft(
        title=form.title.data or "",
        abstract=form.abstract.data or "",
        outcomes=form.outcomes.data or "",
        prerequisites=form.prerequisites.data or "",
        kind=SessionKind(form.kind.data),
        language=form.language.data,
        level=Level(form.level.data),
        is_recorded=form.is_recorded.data,
        track_id=track.id if track else None,
        tags=form.tag_names(),
        services=[field.data for field in form.service_fields() if field.data],
        speakers=[
            SpeakerDraft(
                role=row.role.data or "",
                name=row.name.data or "",
                service_slug=row.service.data or "",
                email=row.email.data or "",
            )
            for row in form.speaker_fields()
            if row.role.data or row.name.data
        ],
    )
