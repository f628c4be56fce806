"""What the messages about places give to their mails, one table."""

from __future__ import annotations

from typing import Any

TITLE = '<b>"A & B"</b>'
ESCAPED = "&lt;b&gt;&#34;A &amp; B&#34;&lt;/b&gt;"
LONG = "Very long " * 40
DAY = "Wednesday 23 September 2020"
UNTIL = f"{DAY}, 10:30"
SITE = "https://bootcamp.test"
EVENT_URL, MY_URL = f"{SITE}/next/", f"{SITE}/my/abc"
ANSWER_URL, JOIN_URL = f"{MY_URL}/answer/xyz", f"{SITE}/join/def"
DRAW_URL = f"{EVENT_URL}draw"

SESSION = {"title": TITLE, "time": "10:30 to 11:15", "day": DAY, "room": "Room 1"}
SESSION |= {"services": "Gwynedd, Suffolk"}
OTHER = SESSION | {"title": "Kept until now", "services": ""}
HAS = SESSION | {"ahead": None, "skipped": "", "join_url": JOIN_URL, "until": ""}
WAITS = SESSION | {"ahead": 2, "skipped": "", "until": ""}
AT_SHARE = WAITS | {"ahead": 1, "skipped": "share"}
CLASHES = WAITS | {"ahead": 0, "skipped": "clash"}
WISH = WAITS | {"ahead": None}

LEAD = {"name": "Siân", "event": "Digital Bootcamp", "day": DAY, "event_url": EVENT_URL}
LEAD |= {"contact": "team@example.org", "notice": ""}
COMMON = LEAD | {"my_url": MY_URL, "reference": "K7M2-P9QX"}
ABOUT = COMMON | {"session": SESSION, "answer_url": ANSWER_URL}
ROWS = {"places": [HAS], "waiting": [WAITS, AT_SHARE, CLASHES], "wishes": []}
WELCOME = ROWS | {"choose_url": f"{MY_URL}/choose", "welcome_words": "Bring tea.", "until": UNTIL}
EVENT_PLACE = {"answer_url": ANSWER_URL, "until": "", "position": 7, "one_entry": True} | ROWS

# For each folder exactly the values that its message gives; cases change them and add none.
GIVEN: dict[str, dict[str, Any]] = {
    "registered": COMMON
    | ROWS
    | {"state": "confirmed", "position": None, "ticket": "", "at_share": False, "share_until": ""}
    | {"drawn_at": UNTIL}
    | {"one_entry": True, "welcome_words": "Bring tea."},
    "place_added": COMMON
    | {"session": SESSION, "state": "confirmed", "ahead": None, "at_share": False, "until": ""}
    | {"instead_of": []},
    "given_up": ABOUT | {"was": "confirmed"},
    "registration_cancelled": COMMON,
    "session_cancelled": ABOUT | {"because": ""},
    "session_reopened": ABOUT,
    "links_again": COMMON,
    "moved_up": ABOUT | {"join_url": JOIN_URL, "instead_of": [], "is_last_day": False},
    "offered": ABOUT | {"until": UNTIL},
    "accepted": ABOUT | {"join_url": JOIN_URL, "instead_of": []},
    "admitted": COMMON | EVENT_PLACE,
    "event_accepted": COMMON | EVENT_PLACE,
    "not_drawn": COMMON | EVENT_PLACE | {"places": [], "waiting": [], "wishes": [WISH]},
    "offer_ran_out": ABOUT,
    "passed_over": COMMON | {"session": SESSION, "why": "clash", "until": ""},
    "list_closed": ABOUT | {"slides_url": f"{EVENT_URL}sessions/filming"},
    "handed_on": COMMON | {"colleague": "Ada"},
    "taken_over": COMMON | WELCOME | {"from_whom": "Ben", "state": "confirmed"},
    "group_named": COMMON | WELCOME | {"from_whom": "Ben", "state": "confirmed"},
    "sessions_chosen": COMMON | WELCOME | {"from_whom": "", "state": "confirmed"},
    "presenter_placed": COMMON | {"sessions": [SESSION], "desk_url": ""},
    "presenter_freed": ABOUT,
    "group_made": LEAD
    | {"confirmed": 4, "waiting": 0, "share_until": "", "names_due": UNTIL}
    | {"group_url": f"{SITE}/group/ghi"},
    "still_coming": COMMON | {"is_again": False, "by": UNTIL, "answer_url": ANSWER_URL},
    "release_told": COMMON | {"until": UNTIL, "answer_url": ANSWER_URL},
    "release_undone": COMMON,
    "released": COMMON | {"because": "not_reconfirmed"},
}
# Given by a message for an event's place instead of a session's: these two have fewer values then.
OF_EVENT = {
    "offer_ran_out": COMMON | {"session": None},
    "list_closed": COMMON | {"session": None, "slides_url": f"{EVENT_URL}programme"},
}
NOTHING: dict[str, Any] = {"places": [], "waiting": [], "wishes": []}
WISHED = NOTHING | {"wishes": [WISH]}
