"""Why a session cannot be starred."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NoSuchSession(Refusal):
    sentence = _("This session is not in the programme any more.")
