"""The words of the demo's two editions: a finished one and one that is open for booking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

NOTICE = (
    "Illustrative programme. Not the 2020 event; the services named did not supply these sessions."
)
FINISHED_DAY_ON = date(2020, 11, 12)  # a Thursday, in winter time
DOORS_OPEN = time(10, 0)  # London, the first session of the day
DOORS_CLOSE = time(15, 30)  # London, the end of the last one

ORGANISER_NAME = "The Digital Bootcamp team"
CONTACT_EMAIL = "bootcamp@example.org"
ORGANISER_EMAIL = "organiser@example.org"
ACCESS_LEAD_EMAIL = "access@example.org"
HOST_EMAIL = "host@example.org"
REVIEWER_EMAIL = "reviewer@example.org"
SPEAKER_EMAIL = "speaker@example.org"  # in data/proposals.toml too
# The panel: name, address, library service.
REVIEWERS = (
    ("Reviewer of the demo", REVIEWER_EMAIL, "kirklees"),
    ("Tobit Saltersgill", "tobit.saltersgill@example.org", "leeds"),
    ("Morwenna Ravelstokes", "morwenna.ravelstokes@example.org", "cornwall"),
)
CALL_INTRO = (
    "Show other library services something that works, or something that did not and what you made of it."
    " You need not be an expert, and it need not be new. Talks, workshops and panels are chosen by now;"
    " we still look for lightning talks of ten minutes."
)
ORGANISER = "Organiser of the demo"
ACCESS_LEAD = "Access lead of the demo"
HOST = "Session host of the demo"

MINIMUM_SESSIONS = 1  # attended, for a certificate
SIGNATORY_ROLE = "Programme lead, Digital Bootcamp"
CERTIFICATE_TEXT = (
    "The Digital Bootcamp is a day of practical sessions on making and using digital media,"
    " given by library services for library services. This certificate states attendance, not assessment."
)
WELCOME_WORDS = (
    "Thank you for joining us. Keep this message: it holds the link to your day. Sessions start on"
    " time and have a few minutes between them. You can join a session from fifteen minutes before it"
    " begins. If you cannot come to one, please give up your place, so that somebody who is waiting"
    " can have it."
)
MAIL_TO_SERVICE = (
    "Hello {name},\n\nseveral of you come from Leeds to {event}. Would two of you tell us in the panel what"
    " you try on Monday? Just answer this mail.\n\nThese are your sessions:\n{sessions}\n\nYour day: {my_day}"
)
MAIL_TO_PRESENTERS = (
    "Hello {name},\n\nthank you for presenting at {event} on {day}. Please open your session ten minutes"
    " before it begins.\n\nThe team"
)
NEWS = (
    "Hello {name},\n\nin autumn we plan an afternoon about sound: recording, cleaning up, sharing. Tell your"
    " colleagues.\n\nThe team"
)


@dataclass(frozen=True, kw_only=True)
class DemoEdition:
    """One edition's own words. `day_on` is the day in London."""

    slug: str
    name: str
    tagline: str
    description: str
    day_on: date
    notice: str = NOTICE


def finished_edition() -> DemoEdition:
    """The edition that is over: people took part, certificates can be had."""
    return DemoEdition(
        slug="2020",
        name="Digital Bootcamp 2020",
        tagline="One day online: podcasts, film and digital help, by libraries for libraries",
        description=(
            "A full day of sessions. Library services show each other how to set up a"
            " podcast, film and edit a video, and help people who are not online."
            "\n\n"
            "This day is over. If you took part, your personal link still shows the sessions you"
            " attended, and you can download your certificate there."
        ),
        day_on=FINISHED_DAY_ON,
    )


def next_edition(day_on: date) -> DemoEdition:
    """The edition that is open for booking, on this day; its year stands in the name."""
    return DemoEdition(
        slug="next",
        name=f"Digital Bootcamp {day_on.year}",
        tagline="One day online: podcasts, film and digital help, by libraries for libraries",
        description=(
            "A full day of sessions, for anyone who works or volunteers in a public library."
            " You will make something in most of them: a first podcast episode, a one-minute film,"
            " a plan for helping people by telephone."
            "\n\n"
            "Places are free. Choose one session at a time of day; the welcome and the closing"
            " session come with your place. Some sessions are small and fill early. If one is full"
            " you can join its waiting list, and we tell you at once when a place is yours."
            "\n\n"
            "The day is online. Selected sessions have live captions or British Sign Language."
            " Tell us what you need when you book."
        ),
        day_on=day_on,
    )


def next_day_on(today: date) -> date:
    """The day of the open edition: the second Thursday of June, at least 14 days from `today`."""
    for year in (today.year, today.year + 1):
        first = date(year, 6, 1)
        until_thursday = (3 - first.weekday()) % 7
        day_on = first.replace(day=1 + until_thursday + 7)
        if (day_on - today).days >= 14:
            break
    return day_on
