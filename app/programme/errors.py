"""Refusals of changes to the programme."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NameTaken(Refusal):
    sentence = _("There is one of that name already. Choose another name.")


class RoomInUse(Refusal):
    sentence = _("This room has sessions in it. Move them to another room first.")


class RoomLeft(Refusal):
    """Somebody removed it a moment ago."""

    sentence = _("This room is not there any more. Choose another room.")


class TrackInUse(Refusal):
    sentence = _("Sessions belong to this track. Give them another track first.")


class SlotEnded(Refusal):
    sentence = _("This session was cancelled, so it cannot be changed any more.")


class EndsBeforeStart(Refusal):
    sentence = _("The session must end after it begins.")


class OutsideTheDay(Refusal):
    sentence = _("The session must be on the day of the event.")


class BadCapacity(Refusal):
    sentence = _("The number of places must be from 0 to 10,000.")
