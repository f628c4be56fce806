"""What cannot become of a proposal."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class WrongState(Refusal):
    """Somebody else was quicker, or a button of an old page was pressed."""

    sentence = _("Something else has become of this proposal meanwhile. Look at it again.")
