"""What a new event can begin with. Data: what is made of rooms and tracks is the programme's business."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString


@dataclass(frozen=True, kw_only=True)
class RoomPlan:
    """An online room with its licence limit, in people; its meeting is filled in later."""

    name: str
    capacity: int


@dataclass(frozen=True, kw_only=True)
class EventTemplate:
    """Booking opens `opens_weeks_before` the day at 9:00 and closes `closes_days_before` it at 17:00."""

    key: str
    name: LazyString
    explanation: LazyString
    tagline: LazyString | str = ""
    description: LazyString | str = ""
    rooms: tuple[RoomPlan, ...] = ()
    tracks: tuple[LazyString, ...] = ()
    opens_weeks_before: int = 8
    closes_days_before: int = 1
    policies: dict[str, Any] = field(default_factory=dict)


FULL_DAY = EventTemplate(
    key="online-day",
    name=_("Online day: five rooms"),
    explanation=_(
        "A main stage for 500, two studios for 100, a lounge for 60 and a lab for 24, with three tracks. "
        "A certificate for two sessions attended."
    ),
    tagline=_("A day of practical digital sessions, by library services for library services"),
    description=_(
        "Library services show each other what works: short practical sessions, online, free of charge.\n\n"
        "Choose the sessions you want. You get one calendar entry and your own link to join."
    ),
    rooms=(
        RoomPlan(name="Main stage", capacity=500),
        RoomPlan(name="Studio A", capacity=100),
        RoomPlan(name="Studio B", capacity=100),
        RoomPlan(name="Lab", capacity=24),
        RoomPlan(name="Lounge", capacity=60),
    ),
    tracks=(_("Podcasts and audio"), _("Film and live video"), _("Digital support")),
    policies={"minimum_sessions": 2},
)
HALF_DAY = EventTemplate(
    key="half-day",
    name=_("Half day: three rooms"),
    explanation=_(
        "A main stage for 300 and two studios for 100, with two tracks. "
        "A certificate for one session attended."
    ),
    tagline=_("A morning of practical digital sessions, by library services for library services"),
    description=_(
        "Library services show each other what works: short practical sessions, online, free of charge.\n\n"
        "Choose the sessions you want. You get one calendar entry and your own link to join."
    ),
    rooms=(
        RoomPlan(name="Main stage", capacity=300),
        RoomPlan(name="Studio A", capacity=100),
        RoomPlan(name="Studio B", capacity=100),
    ),
    tracks=(_("Making"), _("Supporting people")),
    opens_weeks_before=6,
)
NOTHING = EventTemplate(
    key="nothing",
    name=_("Start with nothing"),
    explanation=_("No rooms, no tracks and no words: you add them yourself."),
)

TEMPLATES = {template.key: template for template in (FULL_DAY, HALF_DAY, NOTHING)}
