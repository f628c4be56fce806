"""What a personal link opens."""

from enum import StrEnum


class LinkPurpose(StrEnum):
    MY = "my"  # subject: a registration; opens "my day" at /p/<token>
    JOIN = "join"  # subject: a booking; opens the join page at /j/<token>
    FEED = "feed"  # subject: a registration; the personal calendar feed at /c/<token>.ics
    GROUP = "group"  # subject: a group booking; its lead's page at /g/<token>
    DESK = "desk"  # subject: a desk; everything of a speaker at /s/<token>

    @property
    def prefix(self) -> str:
        return {"my": "/p/", "join": "/j/", "feed": "/c/", "group": "/g/", "desk": "/s/"}[
            self.value
        ]


class CodeAnswer(StrEnum):
    """What comes of typing a sign-in code."""

    GOOD = "good"
    WRONG = "wrong"  # this code can be tried again
    SPENT = "spent"  # nothing typed here can sign in any more: another code is needed
