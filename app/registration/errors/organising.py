"""Refusals to organisers."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext

from app.kernel import shown
from app.kernel.errors import Refusal
from app.registration.enums import Skip


class NoPlaceFree(Refusal):
    sentence = _("No place is free. Raise the number of places first.")


class NotAsked(Refusal):
    sentence = _("Nobody has been asked yet. Begin with the question “still coming?”.")


class NotYetReleasable(Refusal):
    """`from_at`: from when on places may be released."""

    def __init__(self, from_at: datetime) -> None:
        super().__init__(
            _("Places can be released from %(when)s (London time).", when=shown.moment(from_at))
        )


class CodeTaken(Refusal):
    sentence = _("There is a code of these letters already. Choose another.")


class TooManyHeld(Refusal):
    """More places to keep back than are free."""

    def __init__(self, left: int) -> None:
        super().__init__(
            lazy_ngettext(
                "Only %(num)s place is free to keep back. Raise the number of places first.",
                "Only %(num)s places are free to keep back. Raise the number of places first.",
                left,
            )
        )


class NotWaiting(Refusal):
    sentence = _("This person does not wait for the session any more.")


class CannotBePicked(Refusal):
    """`why`: what keeps them from taking the place."""

    def __init__(self, why: Skip) -> None:
        super().__init__(_CANNOT_TAKE[why])


_CANNOT_TAKE = {
    Skip.CLASH: _("They have another session at that time. They must give it up first."),
    Skip.SHARE: _("Their library service holds its share of places. Raise the share first."),
    Skip.EVENT: _("They wait for a place in the event itself. Raise the event's places first."),
}


class HoldIsOver(Refusal):
    sentence = _("Choose a time in the future until which the places are kept back.")


class RoomIsFull(Refusal):
    sentence = _(
        "The session has all places that the room's licence allows. Choose a larger room, or repeat it."
    )


class TooLateToDraw(Refusal):
    sentence = _(
        "The time in which all who ask count as equal is over already, so nothing could be drawn. "
        "Choose the draw before booking opens, or a longer time."
    )
