"""Slides and handouts for who has a place in their session."""

from __future__ import annotations

from flask import Response, abort

from app.kernel import clock
from app.materials import queries
from app.materials.rules import Viewer
from app.materials.serving import serve
from app.pages.blueprint import blueprint
from app.pages.my.ways import registration_of
from app.registration import queries as registrations
from app.registration.enums import PlaceState


@blueprint.get("/p/<token>/materials/<ref>")
def my_material(token: str, ref: str) -> Response:
    """What is released to attendees or everyone, of a session in which this person has a place."""
    registration = registration_of(token)
    released = queries.released_file(registration.event, ref, Viewer.ATTENDEE, now=clock.now())
    if released is None:
        abort(404)
    mine = registrations.bookings_of(registration.id, states=(PlaceState.CONFIRMED,))
    if released[0] not in {booking.slot.session_id for booking in mine}:
        abort(404)
    return serve(released[1])
