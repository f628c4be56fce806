"""Refusals of changes to the timetable."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where something stands in the draft: the name of its room (empty: all rooms) and instants in UTC.
    `version` is that of the row."""

    room: str
    room_slug: str
    starts_at: datetime
    ends_at: datetime
    version: int


class DraftMovedOn(Refusal):
    """What was looked at is not what would be released."""

    sentence = _("The draft has changed since you looked at it. Look at what would happen now.")


class NothingToRelease(Refusal):
    sentence = _("The draft is the same as the programme that is out. There is nothing to release.")


class IsOut(Refusal):
    sentence = _("This release is the one that is out.")


class RoomGone(Refusal):
    """A room of the release that is to come back is not there any more."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The room “%(name)s” of that release is not there any more. Add it first.", name=name)
        )


class SessionGone(Refusal):
    def __init__(self, title: str) -> None:
        super().__init__(_("The session “%(title)s” is not there any more.", title=title))


class Stale(Refusal):
    """Somebody else changed it since it was looked at. Nothing was changed: `theirs` is where it stands
    now, and `yours` where it was to go (None: it was to go nowhere)."""

    sentence = _(
        "Somebody else has changed this since you looked at it. Nothing of yours was saved."
    )

    def __init__(self, *, theirs: Spot, yours: Spot | None, by: str) -> None:
        super().__init__()
        self.theirs = theirs
        self.yours = yours
        self.by = by  # who changed it last, empty if it followed from something else


class NotInDraft(Refusal):
    """It was removed from the draft meanwhile."""

    sentence = _("Somebody has taken this out of the draft. Nothing of yours was saved.")


class HasEnded(Refusal):
    sentence = _(
        "This session was cancelled for everybody already, so it cannot be moved or put back."
    )


class TakenOut(Refusal):
    sentence = _("This session is marked to be cancelled. Put it back first.")


class NotTakenOut(Refusal):
    sentence = _("This session is not marked to be cancelled.")


class IsReleased(Refusal):
    """Details that act at once since people may have booked."""

    sentence = _(
        "This session is out already. Change its places and crew on the page of the session."
    )


class PresentsNot(Refusal):
    """Somebody else replaced them, or changed the words, a moment ago."""

    sentence = _("This person does not present the session any more. Look who does now.")


class SameTwice(Refusal):
    sentence = _("Choose another session to swap with.")


class RoomPlanned(Refusal):
    sentence = _(
        "The draft of the timetable has sessions or breaks in this room. Move them to another room first."
    )


class RoomPlannedIsGone(Refusal):
    sentence = _("The room of this step is not there any more.")


class NothingToUndo(Refusal):
    sentence = _("There is nothing of yours to undo.")


class NothingToRedo(Refusal):
    sentence = _("There is nothing of yours to redo.")


class ChangedSince(Refusal):
    """An own step cannot be taken back over somebody else's."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” has been changed since, so your step cannot be taken back.", title=title)
        )
