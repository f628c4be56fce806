"""What placeholders mean, and how the mails are grouped on the page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.mail.rules import Wordable

MEANINGS: Mapping[str, LazyString] = {
    "name": _("Whom the mail greets: the person’s full name"),
    "event": _("The event’s name"),
    "day": _("The event’s day, with weekday"),
    "reference": _("The reference of the registration"),
    "session": _("The session’s title"),
    "time": _("When the session begins and ends"),
    "session_day": _("The session’s day, with weekday"),
    "room": _("The session’s room"),
    "services": _("The library services that present the session"),
    "until": _("Until when there is time to answer"),
    "position": _("The number on the waiting list"),
    "who": _("The colleague’s name"),
    "colleague": _("The name of the colleague who comes instead"),
    "names_due": _("Until when the lead gives the names"),
    "places": _("How many places the group has"),
    "title": _("The session’s title"),
    "owner": _("The library services that offer the session"),
    "lead": _("The name of who leads the proposal"),
    "ends": _("Until when reviewing is open"),
    "due": _("Until when slides are wanted"),
    "old_name": _("Who presented until now"),
    "new_name": _("Who presents from now on"),
}
_GROUPS: Mapping[str, LazyString] = {
    "registration": _("Registering and places"),
    "invites": _("Calendar and changes"),
    "campaigns": _("Reminders and mails to groups"),
    "certificates": _("Certificates"),
    "proposals": _("Proposals"),
    "speakers": _("Speakers"),
    "materials": _("Slides"),
}


def meaning_of(placeholder: str) -> str | LazyString:
    """What it stands for; its own name where nobody has said more."""
    return MEANINGS.get(placeholder, placeholder.replace("_", " "))


def grouped(every: tuple[Wordable, ...]) -> list[tuple[str | LazyString, list[Wordable]]]:
    """The mails under the name of what they are about."""
    return [
        (_GROUPS.get(capability, capability), list(mails))
        for capability, mails in groupby(every, lambda one: one.template.split("/")[0])
    ]
