"""Tracks: added on the page of rooms and tracks, renamed and removed on a page of their own."""

from __future__ import annotations

from flask import Response, abort, request, url_for

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page, refused
from app.kernel.transaction import transaction
from app.programme import actions, queries
from app.programme.forms import TrackForm
from app.programme.manage.blueprint import actor, blueprint, refuse, see
from app.programme.manage.rooms import rooms_page
from app.programme.models import Track


@blueprint.post("/<event>/manage/tracks")
@requires(Role.ORGANISER)
def add_track(event: Event) -> Response:
    form = TrackForm()
    if form.validate():
        try:
            with transaction():
                actions.add_track(event.id, form.name.data, now=clock.now(), actor=actor())
            return _to_tracks(event, "track-added")
        except Refusal as refusal:
            refuse(form, refusal)
    return rooms_page(event, form, status=UNPROCESSABLE)


@blueprint.route("/<event>/manage/tracks/<track>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def rename_track(event: Event, track: str) -> Response:
    found = _track(event, track)
    form = TrackForm(obj=found)
    if request.method == "GET":
        return page("programme/manage/track.html", event=event, form=form, track=found)
    if form.validate():
        try:
            with transaction():
                actions.rename_track(found, form.name.data, now=clock.now(), actor=actor())
            return _to_tracks(event, "track-renamed")
        except Refusal as refusal:
            refuse(form, refusal)
    return refused("programme/manage/track.html", event=event, form=form, track=found)


@blueprint.post("/<event>/manage/tracks/<track>/remove")
@requires(Role.ORGANISER)
def remove_track(event: Event, track: str) -> Response:
    found = _track(event, track)
    try:
        with transaction():
            actions.remove_track(found, now=clock.now(), actor=actor())
    except Refusal as refusal:
        form = TrackForm(formdata=None, obj=found)
        refuse(form, refusal)
        return refused("programme/manage/track.html", event=event, form=form, track=found)
    return _to_tracks(event, "track-removed")


def _track(event: Event, slug: str) -> Track:
    return queries.track(event.id, slug) or abort(404)


def _to_tracks(event: Event, done: str) -> Response:
    return see(url_for("programme_manage.rooms", event=event.slug, done=done))
