"""Refusals of signing in, each with the sentence a person reads."""

from datetime import timedelta

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class TooManyCodes(Refusal):
    """`again_in` is how long to wait before this address can ask again."""

    sentence = _(
        "You have asked for too many codes in the last hour. "
        "Use the newest one we sent, or wait an hour and ask again."
    )

    def __init__(self, again_in: timedelta) -> None:
        super().__init__()
        self.again_in = again_in
