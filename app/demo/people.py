"""The demo's people: invented names, addresses at example.org, a job and a library service each."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.demo.names import JOB_ROLES, LONGEST, ONE_WORD, POOLS
from app.demo.programme import sessions
from app.events.library_services import shipped

SEED = 20201112
FIRST_DAY_ON = date(2020, 11, 12)  # nobody comes from a service that is younger
MOST_OF_A_SERVICE = 9
USUAL_SERVICES = 120
PEOPLE_FOR_USUAL = 350  # so many people come from USUAL_SERVICES; fewer from fewer
SHARED_MAILBOXES = 3

# What people ask for, in their words. Nobody is meant; each stands for one registration.
ACCESS_REQUESTS = (
    "Live captions, please. I am deaf and do not sign.",
    "A British Sign Language interpreter in each session I have chosen.",
    "Slides one day beforehand, so that I can enlarge them.",
    "I use a screen reader. Please read out what is on the slides and in the chat.",
    "I lip-read. Please ask speakers to face the camera and have light on their faces.",
    "Regular breaks: I cannot look at a screen for more than 40 minutes.",
    "A transcript or recording afterwards. I find it hard to follow and take notes at once.",
    "I will join by telephone, so I cannot see slides or use the chat.",
    "Please do not put me in a breakout room without asking first.",
    "No flashing pictures or strobing video, please.",
    "Plain language and time to read. I am dyslexic; a cream background helps.",
    "I may keep my camera and microphone off, and would like to answer in the chat.",
)

# Colleagues to whom three people hand their place; the name and the address of each.
STAND_INS = (
    ("Eluned Pŵll", "eluned.pwll@example.org"),
    ("Seòras Mac an t-Saoir", "seoras.saoir@example.org"),
    ("Pramila O'Riordan-Kaur", "pramila.oriordankaur@example.org"),
)
# Places for several colleagues: who asks for them, and the names that are there already.
GROUP_LEAD = ("Ffion Brzeska", "ffion.brzeska@example.org")
GROUP_SERVICE = "kirklees"
GROUP_PLACES = 4
GROUP_NAMES = (
    ("Tomos Achterberg", "tomos.achterberg@example.org"),
    ("Lakshmi Penhaligon", "lakshmi.penhaligon@example.org"),
)
# Somebody with a place that was kept back for who knows a word.
CODE_GUEST = ("Iseabail Vance", "iseabail.vance@example.org")
CODE_GUEST_SERVICE = "suffolk"


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Somebody who registers. `role` is the job; `service_slug` the library service."""

    name: str
    email: str
    service_slug: str
    role: str


def people(count: int, *, seed: int = SEED) -> list[DemoPerson]:
    """So many people in the order they come; the same for the same count and seed.

    350 and more come from about 120 services, 1 to 9 from each, most from few. A few share the
    mailbox of a colleague; all other addresses are their own. Refuses more than can be sent.
    """
    if count < 1:
        return []
    chance = random.Random(seed)
    origins = _origins(count, chance)
    names = _names(count, chance)
    addresses: set[str] = set()
    found = [
        DemoPerson(
            name=name,
            email=_address(name, addresses),
            service_slug=slug,
            role=chance.choice(JOB_ROLES),
        )
        for name, slug in zip(names, origins, strict=True)
    ]
    return _with_shared_mailboxes(found)


def _origins(count: int, chance: random.Random) -> list[str]:
    """The service of each person. The presenting services are among them."""
    slugs = _services_in_order(chance)
    if count > MOST_OF_A_SERVICE * len(slugs):
        raise ValueError(f"At most {MOST_OF_A_SERVICE * len(slugs)} people can come.")
    usual = min(USUAL_SERVICES, max(1, round(count * USUAL_SERVICES / PEOPLE_FOR_USUAL)))
    fewest = -(-count // MOST_OF_A_SERVICE)
    chosen = slugs[: max(usual, fewest)]
    chance.shuffle(chosen)
    sizes = dict.fromkeys(chosen, 1)
    weights = {slug: 1 / (place + 8) for place, slug in enumerate(chosen)}
    for _ in range(count - len(chosen)):
        open_slugs = [slug for slug in chosen if sizes[slug] < MOST_OF_A_SERVICE]
        drawn = chance.choices(open_slugs, [weights[slug] for slug in open_slugs])[0]
        sizes[drawn] += 1
    origins = [slug for slug, size in sizes.items() for _ in range(size)]
    chance.shuffle(origins)
    return origins


def _services_in_order(chance: random.Random) -> list[str]:
    """All services that existed on the first day: the presenting ones first, then by chance."""
    known = [
        service.slug
        for service in shipped()
        if service.valid_from is None or service.valid_from <= FIRST_DAY_ON
    ]
    presenting = sorted({slug for session in sessions() for slug in session.services})
    others = [slug for slug in known if slug not in presenting]
    chance.shuffle(others)
    return presenting + others


def _names(count: int, chance: random.Random) -> list[str]:
    """So many names, each once. The special ones stand among the first, if there is room."""
    names = [LONGEST, *ONE_WORD][:count]
    taken = set(names)
    weights = [pool.weight for pool in POOLS]
    while len(names) < count:
        pool = chance.choices(POOLS, weights)[0]
        name = f"{chance.choice(pool.given)} {chance.choice(pool.family)}"
        if name not in taken:
            taken.add(name)
            names.append(name)
    chance.shuffle(names)
    return names


def _address(name: str, taken: set[str]) -> str:
    """An address of plain letters at example.org that nobody has yet; `taken` learns it."""
    parts = [_letters(part) for part in name.split()]
    local = ".".join(part for part in (parts[0], *parts[1:][-1:]) if part)
    number = 1
    address = f"{local}@example.org"
    while address in taken:
        number += 1
        address = f"{local}{number}@example.org"
    taken.add(address)
    return address


def _letters(text: str) -> str:
    """Small plain letters only: ŵ is w, ł is l, an apostrophe is nothing."""
    apart = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    return "".join(ch for ch in apart if "a" <= ch <= "z")


def _with_shared_mailboxes(found: Sequence[DemoPerson]) -> list[DemoPerson]:
    """Some pairs of colleagues read one mailbox, that of their library."""
    colleagues: dict[str, list[int]] = {}
    for place, person in enumerate(found):
        colleagues.setdefault(person.service_slug, []).append(place)
    pairs = [places[:2] for places in colleagues.values() if len(places) > 1]
    shared = list(found)
    for pair in pairs[:SHARED_MAILBOXES]:
        for place in pair:
            person = found[place]
            shared[place] = DemoPerson(
                name=person.name,
                email=f"{person.service_slug}.library@example.org",
                service_slug=person.service_slug,
                role=person.role,
            )
    return shared
