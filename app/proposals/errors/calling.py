"""Refusals about the call: when it is not open, and what organisers cannot set."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class CallNotOpen(Refusal):
    sentence = _("The call has not opened yet.")


class CallClosed(Refusal):
    sentence = _(
        "The deadline has passed. Your draft is kept. You can still send it if the organisers give "
        "you a code for late proposals."
    )


class CallWithdrawn(Refusal):
    sentence = _("The organisers have taken the call back for now. Your draft is kept.")


class CallThere(Refusal):
    sentence = _("This event has its call already.")


class ClosesBeforeOpening(Refusal):
    sentence = _("It must close after it opens")


class ClosesAfterTheDay(Refusal):
    sentence = _("It must close before the day of the event is over")


class NotALength(Refusal):
    sentence = _("Enter whole minutes from 5 to 480 with commas between, like 30, 45")


class TooManyLengths(Refusal):
    sentence = _("Enter at most 8 lengths")


class ChoicesMissing(Refusal):
    sentence = _("Enter at least two choices, one on each line")


class ChoiceTooLong(Refusal):
    sentence = _("Use at most 200 characters for a choice, and at most 50 choices")


class DateMissing(Refusal):
    sentence = _("Enter from when it must be answered")
