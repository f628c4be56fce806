"""How a line of the calendar stands, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from app.campaigns.enums import Because
from app.campaigns.queries import OF_OTHERS, Row
from app.events.enums import Reminder
from app.kernel import shown

NAMES = {
    Reminder.WEEK_BEFORE: lazy_gettext("A week before: swap or give up"),
    Reminder.DAY_BEFORE: lazy_gettext("The day before: links, sound and access"),
    Reminder.HOUR_BEFORE: lazy_gettext("An hour before: the link"),
    Reminder.AFTER: lazy_gettext("In the evening: thanks and certificate"),
    Reminder.WEEK_AFTER: lazy_gettext("A week after: slides and recordings"),
    Reminder.NOT_CONFIRMED: lazy_gettext("Not confirmed yet"),
    Reminder.NO_SLIDES: lazy_gettext("No slides yet"),
    Reminder.TECH_CHECK: lazy_gettext("Technical check"),
    Reminder.REVIEWS_LEFT: lazy_gettext("Reviews still to do"),
}
TO_WHOM = {
    Reminder.WEEK_BEFORE: lazy_gettext("Attendees with a place"),
    Reminder.DAY_BEFORE: lazy_gettext("Everybody with a place"),
    Reminder.HOUR_BEFORE: lazy_gettext("Who has a place in these sessions"),
    Reminder.AFTER: lazy_gettext("Everybody with a place"),
    Reminder.WEEK_AFTER: lazy_gettext("Who has something to read or watch"),
    Reminder.NOT_CONFIRMED: lazy_gettext("Speakers who have not answered"),
    Reminder.NO_SLIDES: lazy_gettext("Speakers without slides"),
    Reminder.TECH_CHECK: lazy_gettext("Speakers without a technical check"),
    Reminder.REVIEWS_LEFT: lazy_gettext("Reviewers with proposals left"),
}


@dataclass(frozen=True)
class Standing:
    """`note` goes on behind the tag."""

    words: str
    colour: str
    note: str = ""


def standing_of(row: Row, *, is_published: bool, now: datetime) -> Standing:
    if row.sending is not None:
        return _begun(row)
    if row.line.at > now:
        if not row.is_on:
            return Standing(_("Off"), "grey")
        note = "" if is_published else _("once the event is public")
        return Standing(_("Planned"), "blue", note)
    if row.line.reminder in OF_OTHERS:
        return _of_others(row)
    if row.waits and is_published:
        return Standing(_("Goes now"), "blue")
    return Standing(_("Not sent"), "orange", _("its time had passed before it was planned"))


def _begun(row: Row) -> Standing:
    sending = row.sending
    assert sending is not None, "asked before"
    if sending.because == Because.OFF:
        return Standing(_("Off"), "grey", _("it was switched off at its time"))
    if sending.because == Because.LATE:
        return Standing(_("Too late"), "orange", _("mails could not go in time"))
    if sending.because == Because.NOTHING:
        return Standing(_("Not sent"), "grey", _("there was nobody to send it to"))
    number = ngettext("%(num)s person", "%(num)s people", sending.people)
    if sending.ended_at is None:
        return Standing(_("Going out"), "blue", _("to %(people)s so far", people=number))
    when = shown.short_moment(sending.ended_at)
    return Standing(_("Sent"), "green", _("to %(people)s, %(when)s", people=number, when=when))


def _of_others(row: Row) -> Standing:
    if row.sent:
        number = ngettext("%(num)s mail", "%(num)s mails", row.sent)
        return Standing(_("Sent"), "green", number)
    if not row.is_on:
        return Standing(_("Off"), "grey", _("it is switched off"))
    return Standing(_("Not sent"), "grey", _("there was nobody to send it to"))
