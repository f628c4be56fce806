"""Refusals at a desk, and to organisers about tech checks."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class CheckFull(Refusal):
    sentence = _("This time has just been taken. Choose another one.")


class CheckOver(Refusal):
    sentence = _("This time is over. Choose another one.")


class CheckBooked(Refusal):
    sentence = _("Somebody has chosen this time. Ask them to choose another one first.")


class EndsBeforeStart(Refusal):
    sentence = _("It must end after it begins.")


class AfterTheDay(Refusal):
    sentence = _("A tech check must be before the end of the event’s day.")
