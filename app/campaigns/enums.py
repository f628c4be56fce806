"""States of a mail to a group, and whom it can be for."""

from enum import StrEnum


class GroupState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  # the pause before it goes
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"


class GroupRole(StrEnum):
    """Who somebody is to the event."""

    ATTENDEES = "attendees"
    PRESENTERS = "presenters"
    HOSTS = "hosts"
    REVIEWERS = "reviewers"
    ORGANISERS = "organisers"
    NEWS = "news"  # everybody who asked for news
    PERSON = "person"  # one person, by their registration: for the access lead


class Because(StrEnum):
    """Why a reminder went to nobody, or to no more."""

    OFF = "off"  # switched off
    LATE = "late"  # the worker came when it made no sense any more
    NOTHING = "nothing"  # there was nothing to say
