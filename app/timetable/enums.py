"""Kinds of what stands in a timetable, and of what becomes of it."""

from enum import StrEnum


class BreakKind(StrEnum):
    BREAK = "break"  # for everybody to see
    BLOCKER = "blocker"  # the room is not to be used; organisers alone see it


class PublicationKind(StrEnum):
    RELEASE = "release"  # the draft was released: a new number
    CHANGE = "change"  # a change of what is out already: words, or at once on the day
    ROLL_BACK = "roll_back"  # an earlier one is out again


class ChangeKind(StrEnum):
    ADDED = "added"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    TAKEN_OUT = "taken_out"
    NOTED = "noted"
    PRESENTERS = "presenters"
    WORDS = "words"


class NoticeKind(StrEnum):
    """What has changed on the day itself."""

    MEETING = "meeting"
    PRESENTER = "presenter"
    MOVED = "moved"
    CANCELLED = "cancelled"
    WORDS = "words"  # something the organisers want to say


class WarningKind(StrEnum):
    """What a draft should be looked at for, in the order in which it is listed. Nothing is forbidden."""

    ROOM = "room"  # two sessions in a room at one time
    BLOCKED = "blocked"  # a session during a break, or in a room that is not to be used
    PRESENTER = "presenter"
    HOURS = "hours"  # outside the hours that its presenters gave
    CREW = "crew"
    CHANGEOVER = "changeover"
    LICENCE = "licence"  # more places than the room holds
    FULL = "full"  # more people than the room holds
    BOOKED = "booked"  # people have places in two sessions at one time
    POPULAR = "popular"
    ACCESS = "access"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    NO_SLIDES = "no_slides"
    NOT_PLACED = "not_placed"
