"""Refusals about codes for late proposals."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NoSuchLateCode(Refusal):
    sentence = _("This code is not known, or it has ended. Check it with the organisers.")


class LateCodeUsedUp(Refusal):
    sentence = _("This code has been used as often as it can be. Ask the organisers for another.")


class LateCodeTaken(Refusal):
    sentence = _("There is a code of these letters already. Choose another.")


class LateCodeIsOver(Refusal):
    sentence = _("Choose a time in the future")
