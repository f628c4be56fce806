"""What c3voc's schema for schedule.xml asks for, element by element, as a check of our own."""

import re
from dataclasses import dataclass, field
from datetime import datetime

ANY = re.compile(".*", re.DOTALL)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WHOLE = re.compile(r"[+-]?\d+")
POSITIVE = re.compile(r"\+?0*[1-9]\d*")
BOOLEAN = re.compile("true|false|1|0")
LENGTH = re.compile(r"\d{1,2}:\d{2}|\d{1,2}:\d{2}:\d{1,2}")
TIME = re.compile(r"[0-2]\d:[0-5]\d(:[0-5]\d)?")
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ADDRESS = re.compile("https?://.*")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")


@dataclass
class Kind:
    """`children` by name: least, most (None: any number), kind. `text`: the form of its own text; None: no
    text. `ordered`: the children stand in this order; else in any."""

    children: dict = field(default_factory=dict)
    text: re.Pattern | None = None
    needs: dict = field(default_factory=dict)
    may: dict = field(default_factory=dict)
    ordered: bool = False


def text(form=ANY, **attributes):
    return Kind(text=form, may=attributes)


LINKS = {"link": (0, None, text(href=ANY))}
EVENT = Kind(
    needs={"id": POSITIVE, "guid": UUID},
    children={
        "room": (1, 1, text()),
        "title": (1, 1, text()),
        "subtitle": (1, 1, text()),
        "type": (1, 1, text()),
        "date": (1, 1, text(INSTANT)),
        "start": (1, 1, text(TIME)),
        "duration": (1, 1, text(LENGTH)),
        "abstract": (1, 1, text()),
        "slug": (1, 1, text()),
        "track": (1, 1, text()),
        "logo": (0, 1, text()),
        "persons": (0, 1, Kind(children={"person": (0, None, text(id=POSITIVE))})),
        "language": (0, 1, text()),
        "description": (0, 1, text()),
        "recording": (
            0, 1, Kind(children={"license": (1, 1, text()), "optout": (1, 1, text(BOOLEAN))}),
        ),
        "links": (0, 1, Kind(children=LINKS)),
        "attachments": (0, 1, Kind(children={"attachment": (0, None, text(href=ANY))})),
        "video_download_url": (0, 1, text(ADDRESS)),
        "url": (0, 1, text(ADDRESS)),
    },
)  # fmt: skip
CONFERENCE = Kind(
    children={
        "title": (1, 1, text()),
        "acronym": (1, 1, text()),
        "start": (0, 1, text(DAY)),
        "end": (0, 1, text(DAY)),
        "days": (0, 1, text(WHOLE)),
        "timeslot_duration": (0, 1, text(LENGTH)),
        "base_url": (0, 1, text(ADDRESS)),
        "time_zone_name": (0, 1, text()),
    }
)
ROOM = Kind(may={"name": ANY}, children={"event": (0, None, EVENT)})
DAY_OF = Kind(
    may={"date": DAY, "start": INSTANT, "end": INSTANT, "index": POSITIVE},
    children={"room": (0, None, ROOM)},
)
SCHEDULE = Kind(
    ordered=True,
    children={
        "generator": (0, 1, Kind(may={"name": ANY, "version": ANY})),
        "version": (1, 1, text()),
        "conference": (1, 1, CONFERENCE),
        "day": (1, None, DAY_OF),
    },
)


def faults(root) -> list[str]:
    """What is not as the schema wants it; empty for a good document."""
    if root.tag != "schedule":
        return [f"the root is {root.tag}"]
    wrong = list(_faults(root, SCHEDULE, "schedule"))
    events = root.findall("day/room/event")
    wrong += _twice("guid", [event.get("guid") for event in events])
    wrong += _twice("id", [event.get("id") for event in events])
    wrong += _twice("slug", [event.findtext("slug") for event in events])
    wrong += _twice("index", [day.get("index") for day in root.findall("day")])
    return wrong


def _faults(element, kind, path):
    for name in kind.needs:
        if name not in element.attrib:
            yield f"{path} has no {name}"
    for name, value in element.attrib.items():
        form = {**kind.needs, **kind.may}.get(name)
        if form is None or not _fits(value, form):
            yield f"{path}@{name} is {value!r}"
    own = element.text or ""
    if kind.text is None:
        if own.strip() or any((child.tail or "").strip() for child in element):
            yield f"{path} holds text"
    elif not _fits(own, kind.text):
        yield f"{path} is {own!r}"
    names = [child.tag for child in element]
    for name, (least, most, _kind) in kind.children.items():
        if names.count(name) < least or (most is not None and names.count(name) > most):
            yield f"{path} has {names.count(name)} of {name}"
    if kind.ordered and names != sorted(names, key=[*kind.children, *names].index):
        yield f"{path} has its children in another order"
    for child in element:
        if child.tag not in kind.children:
            yield f"{path} has {child.tag}"
        else:
            yield from _faults(child, kind.children[child.tag][2], f"{path}/{child.tag}")


def _fits(value, form) -> bool:
    if not form.fullmatch(value):
        return False
    if form in (DAY, INSTANT):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return False
    return True


def _twice(what, values) -> list[str]:
    known = [value for value in values if value is not None]
    return [f"two have the same {what}"] if len(set(known)) != len(known) else []
