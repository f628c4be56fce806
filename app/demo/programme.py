"""The demo's programme: rooms, tracks, tags and 18 sessions. Invented, the same each edition.

The words of the sessions stand in `data/sessions.toml`. Times are London times of the event's day.
Meetings are invented: addresses at example.org, telephone numbers from Ofcom's ranges for drama.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.programme.enums import SessionKind

SESSIONS_FILE = Path(__file__).parent / "data" / "sessions.toml"


@dataclass(frozen=True, kw_only=True)
class DemoRoom:
    """A place to meet online; named like the columns of a room. `capacity` is in people."""

    slug: str
    name: str
    capacity: int
    platform: str
    meeting_url: str
    meeting_number: str
    passcode: str
    dial_in: str
    presenters_url: str


@dataclass(frozen=True, kw_only=True)
class DemoTrack:
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class DemoTag:
    """A national library offer that sessions serve."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class DemoSpeaker:
    """Who presents: a role at a library service, never a name."""

    role: str
    service: str


@dataclass(frozen=True, kw_only=True)
class DemoSession:
    """One session with its only slot.

    `starts` is a London time such as "10:30"; `room`, `track`, `tags` and `services` are slugs. A
    plenary has no track. `language` is an IETF tag, two joined by a comma when bilingual.
    `capacity` is the slot's own limit; without it the room's counts. `note` is for readers: where
    it moved. `sold_out`: the demo shall fill it and its waiting list.
    """

    number: int
    starts: str
    minutes: int
    room: str
    title: str
    abstract: str
    outcomes: tuple[str, ...]
    kind: SessionKind
    tags: tuple[str, ...]
    services: tuple[str, ...]
    speakers: tuple[DemoSpeaker, ...]
    track: str | None = None
    language: str = "en"
    prerequisites: str = ""
    capacity: int | None = None
    overbook_percent: int = 0
    captions: bool = False
    bsl: bool = False
    recorded: bool = True
    sold_out: bool = False
    cancelled_because: str = ""
    note: str = ""

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_because != ""

    @property
    def start_time(self) -> time:
        """When it begins, as a time of day in London."""
        return time.fromisoformat(self.starts)

    @property
    def lasts_for(self) -> timedelta:
        return timedelta(minutes=self.minutes)


ROOMS = (
    DemoRoom(
        slug="main-stage",
        name="Main stage",
        capacity=500,
        platform="Zoom",
        meeting_url="https://meet.example.org/main-stage",
        meeting_number="960 0112 0500",
        passcode="doors-open",
        dial_in="01632 960112, 020 7946 0112",
        presenters_url="https://meet.example.org/main-stage/backstage",
    ),
    DemoRoom(
        slug="studio-a",
        name="Studio A",
        capacity=100,
        platform="Zoom",
        meeting_url="https://meet.example.org/studio-a",
        meeting_number="960 0123 0100",
        passcode="one-mic",
        dial_in="01632 960123, 0113 496 0123",
        presenters_url="https://meet.example.org/studio-a/backstage",
    ),
    DemoRoom(
        slug="studio-b",
        name="Studio B",
        capacity=100,
        platform="Zoom",
        meeting_url="https://meet.example.org/studio-b",
        meeting_number="960 0134 0100",
        passcode="soft-light",
        dial_in="01632 960134, 0113 496 0134",
        presenters_url="https://meet.example.org/studio-b/backstage",
    ),
    DemoRoom(
        slug="lab",
        name="Lab",
        capacity=24,
        platform="Teams",
        meeting_url="https://meet.example.org/lab",
        meeting_number="349 601 024",
        passcode="Kx7-tidy",
        dial_in="01632 960145",
        presenters_url="https://meet.example.org/lab/backstage",
    ),
    DemoRoom(
        slug="lounge",
        name="Lounge",
        capacity=60,
        platform="Teams",
        meeting_url="https://meet.example.org/lounge",
        meeting_number="349 601 060",
        passcode="Tea-4-two",
        dial_in="01632 960156, 029 2018 0156",
        presenters_url="https://meet.example.org/lounge/backstage",
    ),
)

TRACKS = (
    DemoTrack(slug="podcasts-and-sound", name="Podcasts and sound"),
    DemoTrack(slug="film-and-video", name="Film and video"),
    DemoTrack(slug="digital-support", name="Digital support"),
    DemoTrack(slug="running-the-service", name="Running the service"),
)

TAGS = (
    DemoTag(slug="childrens-promise", name="Children's Promise"),
    DemoTag(slug="culture-and-creativity", name="Culture and Creativity"),
    DemoTag(slug="health-and-wellbeing", name="Health and Wellbeing"),
    DemoTag(slug="information-and-digital", name="Information and Digital"),
    DemoTag(slug="reading", name="Reading"),
    DemoTag(slug="vision-and-print-impaired", name="Vision and Print Impaired"),
)


@lru_cache(maxsize=1)
def sessions() -> tuple[DemoSession, ...]:
    """The 18 sessions in the order of their numbers, which is that of time and room."""
    data = tomllib.loads(SESSIONS_FILE.read_text(encoding="utf-8"))
    return tuple(_session(entry) for entry in data["session"])


def _session(entry: dict[str, Any]) -> DemoSession:
    values = dict(entry)
    values["kind"] = SessionKind(entry["kind"])
    values["speakers"] = tuple(DemoSpeaker(**speaker) for speaker in entry["speakers"])
    for name in ("outcomes", "tags", "services"):
        values[name] = tuple(entry[name])
    for name in ("abstract", "prerequisites"):
        values[name] = _reflowed(entry.get(name, ""))
    return DemoSession(**values)


def _reflowed(text: str) -> str:
    """One line a paragraph, paragraphs parted by an empty line."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))
