"""What a personal link opens."""

from enum import StrEnum


class LinkPurpose(StrEnum):
    MY = "my"  # subject: a registration; opens "my day" at /p/<token>
    JOIN = "join"  # subject: a booking; opens the join page at /j/<token>
    FEED = "feed"  # subject: a registration; the personal calendar feed at /c/<token>.ics
    GROUP = "group"  # subject: a group booking; its lead's page at /g/<token>
    DESK = "desk"  # subject: a desk; everything of a speaker at /s/<token>
    NEWS = "news"  # subject: a consent to news; leaving them at /n/<token>

    @property
    def prefix(self) -> str:
        return {
            "my": "/p/",
            "join": "/j/",
            "feed": "/c/",
            "group": "/g/",
            "desk": "/s/",
            "news": "/n/",
        }[self.value]


class CodeAnswer(StrEnum):
    """What comes of typing a sign-in code."""

    GOOD = "good"
    WRONG = "wrong"  # this code can be tried again
    SPENT = "spent"  # nothing typed here can sign in any more: another code is needed


class NewsEnd(StrEnum):
    """How somebody left the news."""

    PAGE = "page"  # a button on a page of ours
    ONE_CLICK = "one-click"  # the button of their mail program
    ORGANISER = "organiser"
