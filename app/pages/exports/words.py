"""What a programme's values are called where people read them."""

from __future__ import annotations

from flask_babel import gettext as _

from app.programme.enums import Level, ProvisionKind, ProvisionState, RoomKind, SessionKind
from app.timetable.rules import SessionShown, SlotShown, SpeakerShown


def kinds() -> dict[str, str]:
    return {
        SessionKind.TALK: _("Talk"),
        SessionKind.WORKSHOP: _("Workshop"),
        SessionKind.PANEL: _("Panel"),
        SessionKind.PLENARY: _("Plenary"),
    }


def levels() -> dict[str, str]:
    return {
        Level.EVERYBODY: _("Everybody"),
        Level.BEGINNER: _("Beginners"),
        Level.EXPERIENCED: _("Experienced people"),
    }


def languages() -> dict[str, str]:
    return {"en": _("English"), "cy": _("Welsh"), "cy,en": _("Both Welsh and English")}


def room_kinds() -> dict[str, str]:
    return {RoomKind.ONLINE: _("Online"), RoomKind.PHYSICAL: _("In a building")}


def yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def provided(slot: SlotShown) -> str:
    """What is booked for access."""
    names = {
        ProvisionKind.BSL: _("British Sign Language"),
        ProvisionKind.CAPTIONS: _("Live captions"),
    }
    booked = [one.kind for one in slot.provided if one.state == ProvisionState.BOOKED]
    return ", ".join(names[ProvisionKind(kind)] for kind in booked)


def said(speaker: SpeakerShown) -> str:
    """A presenter in one line: the name, or else the role and the library service."""
    return speaker.name or ", ".join(part for part in (speaker.role, speaker.service) if part)


def presented(session: SessionShown) -> str:
    """All who present with all that is known of them, one a line."""
    return "\n".join(
        ", ".join(part for part in (one.name, one.role, one.service) if part)
        for one in session.speakers
    )


def more_about(session: SessionShown, slot: SlotShown) -> str:
    """What stands below the abstract where there is one field for all of it."""
    parts = [slot.note]
    if session.outcomes:
        parts.append(_("Afterwards you can:") + "\n" + session.outcomes)
    if session.prerequisites:
        parts.append(_("Before you come:") + "\n" + session.prerequisites)
    access = provided(slot)
    if access:
        parts.append(_("With %(what)s", what=access))
    return "\n\n".join(part for part in parts if part)
