"""The panel, as organisers keep it: who, of which service, how far; and giving them proposals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.accounts.models import Person
from app.events import queries as events
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.programme import queries as programme
from app.proposals import actions, errors, queries, rules
from app.proposals.enums import AssignBy
from app.proposals.forms import OTHER, NewReviewerForm, PanelForm
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.models import Reviewer

Form = TypeVar("Form", bound=PanelForm)


@blueprint.get("/<event>/manage/reviewers")
@requires(Role.ORGANISER)
def reviewers(event: Event) -> Response:
    """The panel with everybody's progress, and what is set for it."""
    return _page(event, _offered(event, NewReviewerForm(formdata=None)))


@blueprint.post("/<event>/manage/reviewers")
@requires(Role.ORGANISER)
def add_reviewer(event: Event) -> Response:
    form = _offered(event, NewReviewerForm())

    def change() -> None:
        name, email = form.name.data or "", form.email.data or ""
        draft = _draft(event, form)
        actions.add_reviewer(
            event.id, draft, name=name, email=email, now=clock.now(), actor=actor()
        )

    if not changed(form, change, at="email"):
        return _page(event, form, status=UNPROCESSABLE)
    words = _(
        "%(name)s is a reviewer. They sign in with %(address)s.",
        name=form.name.data,
        address=form.email.data,
    )
    flash(words)
    return _back(event)


@blueprint.route("/<event>/manage/reviewers/<ref>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def reviewer(event: Event, ref: str) -> Response:
    """Another service, other tracks."""
    found = queries.reviewer_by_ref(event.id, ref) or abort(404)
    reviewer_id, name = found.id, found.person.name
    form = _offered(event, PanelForm())
    if form.is_submitted() and changed(
        form,
        lambda: actions.change_reviewer(
            reviewer_id, _draft(event, form), now=clock.now(), actor=actor()
        ),
    ):
        flash(_("What you changed about %(name)s is saved.", name=name))
        return _back(event)
    if not form.is_submitted():
        form = _offered(event, PanelForm(formdata=None, data=_values(found)))
    return page(
        "proposals/manage/reviewer.html",
        status=UNPROCESSABLE if form.is_submitted() else 200,
        event=event,
        reviewer=queries.reviewer_by_ref(event.id, ref) or abort(404),
        form=form,
        services=_services(),
    )


@blueprint.post("/<event>/manage/reviewers/<ref>/end")
@requires(Role.ORGANISER)
def end_reviewer(event: Event, ref: str) -> Response:
    """They see nothing any more. Reviews they gave stay."""
    found = queries.reviewer_by_ref(event.id, ref) or abort(404)
    reviewer_id, name = found.id, found.person.name
    with transaction():
        actions.end_reviewer(reviewer_id, now=clock.now(), actor=actor())
    flash(_("%(name)s is no reviewer any more. Reviews they gave stay.", name=name))
    return _back(event)


@blueprint.post("/<event>/manage/reviewers/assign")
@requires(Role.ORGANISER)
def assign_reviewers(event: Event) -> Response:
    """Gives out what waits for a decision. The page then names what lacks reviewers."""
    form = FlaskForm()
    if not changed(
        form, lambda: actions.assign_reviewers(event.id, now=clock.now(), actor=actor())
    ):
        new = _offered(event, NewReviewerForm(formdata=None))
        new.form_errors.extend(form.form_errors)
        return _page(event, new, status=UNPROCESSABLE)
    flash(_("The proposals are given to reviewers."))
    return _back(event)


def changed(form: FlaskForm, change: Callable[[], object], *, at: str = "") -> bool:
    """Makes the change in a transaction; a refusal is said at the field `at`, or above the form."""
    if not form.validate():
        return False
    try:
        with transaction():
            change()
    except Refusal as refusal:
        if at and isinstance(refusal, errors.IsReviewer):
            form[at].errors = [*form[at].errors, str(refusal)]
        else:
            form.form_errors.append(str(refusal))
        return False
    return True


def _page(event: Event, form: NewReviewerForm, *, status: int = 200) -> Response:
    panel = queries.reviewers(event.id)
    progress = queries.progress(event.id, panel)
    call = queries.call_of(event.id)
    is_given_out = call is not None and call.assign_by != AssignBy.NOBODY
    return page(
        "proposals/manage/reviewers.html",
        status=status,
        event=event,
        form=form,
        services=_services(),
        call=call,
        is_given_out=is_given_out,
        window=rules.window_at(
            opens_at=call.reviews_open_at if call else None,
            closes_at=call.reviews_close_at if call else None,
            now=clock.now(),
        ),
        categories=queries.categories(event.id),
        rows=[(one, progress[one.id]) for one in panel],
        unstated=_unstated(event, panel),
        lacking=queries.lacking(event.id, each=call.reviews_each) if call and is_given_out else [],
    )


def _unstated(event: Event, panel: Sequence[Reviewer]) -> list[Person]:
    """Who has the role, say from the command line, but no seat: they see nothing yet."""
    seated = {one.person_id for one in panel}
    return [
        mate.person
        for mate in events.team(event.id)
        if mate.role == Role.REVIEWER and mate.person.id not in seated
    ]


def _offered(event: Event, form: Form) -> Form:
    form.offer(events.service_choices(), programme.tracks(event.id))
    return form


def _services() -> list[tuple[str, str, str]]:
    return [
        (OTHER, _("Other organisation"), ""),
        *((one.slug, one.name, one.also) for one in events.service_choices()),
    ]


def _values(reviewer: Reviewer) -> dict[str, object]:
    service = reviewer.service.slug if reviewer.service else ""
    return {
        "service": service or (OTHER if reviewer.other_organisation else ""),
        "other_organisation": reviewer.other_organisation,
        "tracks": [track.slug for track in reviewer.tracks],
    }


def _draft(event: Event, form: PanelForm) -> actions.PanelDraft:
    chosen = next((s.id for s in events.service_choices() if s.slug == form.service.data), None)
    tracks = programme.tracks(event.id)
    return actions.PanelDraft(
        service_id=chosen,
        other_organisation="" if chosen else form.other_organisation.data or "",
        tracks=[track.id for track in tracks if track.slug in (form.tracks.data or [])],
    )


def _back(event: Event) -> Response:
    return see(url_for("proposals_manage.reviewers", event=event.slug))
