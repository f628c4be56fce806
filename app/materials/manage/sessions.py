"""Organisers' pages about the slides and handouts of one session."""

from __future__ import annotations

from flask import Response, abort, request

from app.accounts.access import signed_in_address
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.transaction import transaction
from app.kernel.uploads import takes_uploads
from app.materials import actions, editing
from app.materials.editing import Place
from app.materials.editing.changing import material_of
from app.materials.enums import Audience, MaterialKind
from app.materials.forms import ReleaseForm
from app.materials.manage.blueprint import blueprint
from app.materials.rules import Viewer
from app.programme import queries as programme

BOTH = ["GET", "POST"]
LIST = "/<event>/manage/sessions/<slug>/materials"


def place_of(event: Event, slug: str) -> Place:
    """404 for a session of another event."""
    item = programme.session_by_slug(event.id, slug) or abort(404)
    actor = signed_in_address() or ""
    return Place(event=event, session=item, viewer=Viewer.ORGANISER, actor=actor)


@requires(Role.ORGANISER)
def _door(event: Event, **_more: str) -> None:
    """Asked before the body is read: others cannot send large ones."""


@blueprint.get(LIST)
@requires(Role.ORGANISER)
def session(event: Event, slug: str) -> Response:
    return editing.session_page(place_of(event, slug))


@blueprint.route(f"{LIST}/file", methods=BOTH)
@takes_uploads(door=_door)
@requires(Role.ORGANISER)
def add_file(event: Event, slug: str) -> Response:
    return editing.add_file(place_of(event, slug))


@blueprint.route(f"{LIST}/link", methods=BOTH)
@requires(Role.ORGANISER)
def add_link(event: Event, slug: str) -> Response:
    return editing.add_link(place_of(event, slug))


@blueprint.route(f"{LIST}/recording", methods=BOTH)
@requires(Role.ORGANISER)
def add_recording(event: Event, slug: str) -> Response:
    """Refused without the consent of everybody who presents; the page says so before."""
    return editing.add_link(place_of(event, slug), MaterialKind.RECORDING)


@blueprint.route(f"{LIST}/<ref>/replace", methods=BOTH)
@takes_uploads(door=_door)
@requires(Role.ORGANISER)
def replace(event: Event, slug: str, ref: str) -> Response:
    return editing.replace(place_of(event, slug), ref)


@blueprint.post(f"{LIST}/<ref>/withdraw")
@requires(Role.ORGANISER)
def withdraw(event: Event, slug: str, ref: str) -> Response:
    return editing.withdraw(place_of(event, slug), ref)


@blueprint.post(f"{LIST}/<ref>/restore")
@requires(Role.ORGANISER)
def restore(event: Event, slug: str, ref: str) -> Response:
    return editing.restore(place_of(event, slug), ref)


@blueprint.route(f"{LIST}/<ref>/release", methods=BOTH)
@requires(Role.ORGANISER)
def release(event: Event, slug: str, ref: str) -> Response:
    """Who gets one material, and when, where that differs from the event's rules."""
    place = place_of(event, slug)
    row = material_of(place, ref)
    form = ReleaseForm(audience=row.audience or "", release_at=row.release_at)
    if request.method == "POST":
        if form.validate():
            with transaction():
                actions.set_release(
                    place.session.id,
                    ref,
                    audience=Audience(form.audience.data) if form.audience.data else None,
                    release_at=form.release_at.data,
                    now=clock.now(),
                    actor=place.actor,
                )
            return place.back("release")
        return place.show("release", status=422, form=form, material=row)
    return place.show("release", form=form, material=row)


@blueprint.get("/<event>/manage/materials/<ref>")
@requires(Role.ORGANISER)
def download(event: Event, ref: str) -> Response:
    """Of any session of the event; older versions and withdrawn ones too."""
    return editing.download(event, None, ref)


@blueprint.get("/<event>/manage/materials/<ref>/pages/<int:number>.png")
@requires(Role.ORGANISER)
def page_picture(event: Event, ref: str, number: int) -> Response:
    return editing.page_picture(event, None, ref, number)
