"""A desk's pages about the slides and handouts of a session it presents."""

from __future__ import annotations

from flask import Response, abort

from app.kernel.uploads import takes_uploads
from app.materials import editing
from app.materials.editing import Place
from app.materials.rules import Viewer
from app.materials.views.blueprint import blueprint
from app.programme import queries as programme
from app.speakers import queries as speakers
from app.speakers.access import desk_of

BOTH = ["GET", "POST"]
LIST = "/s/<token>/sessions/<slug>/materials"


def place_of(token: str, slug: str, **_more: str) -> Place:
    """404 for a session that this desk does not present."""
    desk = desk_of(token)
    item = programme.session_by_slug(desk.event_id, slug)
    if item is None or not speakers.presents(desk, item.id):
        abort(404)
    return Place(
        event=desk.event, session=item, viewer=Viewer.PRESENTER, actor=desk.email, token=token
    )


@blueprint.get(LIST)
def session(token: str, slug: str) -> Response:
    """Opens with the link alone; reading it changes nothing."""
    return editing.session_page(place_of(token, slug))


@blueprint.route(f"{LIST}/file", methods=BOTH)
@takes_uploads(door=place_of)
def add_file(token: str, slug: str) -> Response:
    return editing.add_file(place_of(token, slug))


@blueprint.route(f"{LIST}/link", methods=BOTH)
def add_link(token: str, slug: str) -> Response:
    return editing.add_link(place_of(token, slug))


@blueprint.route(f"{LIST}/<ref>/replace", methods=BOTH)
@takes_uploads(door=place_of)
def replace(token: str, slug: str, ref: str) -> Response:
    return editing.replace(place_of(token, slug), ref)


@blueprint.post(f"{LIST}/<ref>/withdraw")
def withdraw(token: str, slug: str, ref: str) -> Response:
    return editing.withdraw(place_of(token, slug), ref)


@blueprint.post(f"{LIST}/<ref>/restore")
def restore(token: str, slug: str, ref: str) -> Response:
    return editing.restore(place_of(token, slug), ref)


@blueprint.get("/s/<token>/materials/<ref>")
def download(token: str, ref: str) -> Response:
    """Of a session that this desk presents; older versions and withdrawn ones too."""
    desk = desk_of(token)
    mine = {item.id for item in speakers.sessions_of(desk)}
    return editing.download(desk.event, mine, ref)


@blueprint.get("/s/<token>/materials/<ref>/pages/<int:number>.png")
def page_picture(token: str, ref: str, number: int) -> Response:
    desk = desk_of(token)
    mine = {item.id for item in speakers.sessions_of(desk)}
    return editing.page_picture(desk.event, mine, ref, number)
