"""Refusals of changes to the timetable."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


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
