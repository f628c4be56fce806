"""Refusals about mails to groups and reminders."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NoWords(Refusal):
    sentence = _("Enter a subject and what you want to say")


class NotInNews(Refusal):
    sentence = _(
        "“{my_day}” and “{sessions}” cannot stand in news: who asked for news may have no place. Take them "
        "out"
    )


class NotInSubject(Refusal):
    sentence = _("“{my_day}” and “{sessions}” are too long for the subject. Put them into the mail")


class NoPlacesThere(Refusal):
    sentence = _(
        "Only attendees have places and attendance, and only they and presenters have sessions. Choose "
        "attendees, or leave those questions at “Does not matter”"
    )


class NoServiceThere(Refusal):
    sentence = _("We do not know the library service of this group. Leave it at “Any”")


class WhichSession(Refusal):
    sentence = _("Choose the session in which they have, wait for or had a place")


class NoSuchSession(Refusal):
    sentence = _("This session is not in the programme any more. Choose another")


class NobodyThere(Refusal):
    sentence = _("Nobody fits what you chose. Choose other people")


class GoesSoon(Refusal):
    sentence = _("This mail goes soon. Stop it first, then you can change it")


class Gone(Refusal):
    sentence = _("This mail has gone, or somebody stopped it on its way. Write a new one")


class NothingToStop(Refusal):
    sentence = _("There is nothing to stop: this mail has gone, or is a draft")


class Stale(Refusal):
    """`subject` and `words` are those that somebody else saved meanwhile."""

    sentence = _(
        "Somebody else changed this mail after you opened it. Nothing of yours is lost: both texts are "
        "below. Put together what you want and save again"
    )


class ChangedMeanwhile(Refusal):
    sentence = _(
        "Somebody else changed this mail after you opened it. Read it again before you send it"
    )


class NotMovable(Refusal):
    sentence = _("This reminder goes by the sessions, so it cannot be moved")


class PlaceGone(Refusal):
    sentence = _("This person has no place any more")
