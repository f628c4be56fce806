"""Refusals around decisions, confirmation and what becomes of an accepted proposal."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NothingDecided(Refusal):
    sentence = _("No decision waits to be told.")


class MailsNotTrue(Refusal):
    """A decision, a presenter or a word has changed since the mails were prepared, or there are none."""

    sentence = _(
        "The mails do not say what is decided now. Prepare them, read them, then tell the decisions."
    )


class NothingToConfirm(Refusal):
    sentence = _("There is nothing to answer any more for this proposal.")


class NotLead(Refusal):
    sentence = _("Only who sent the proposal can answer for it. Ask them to do it.")


class SessionMade(Refusal):
    sentence = _("This proposal is a session of the programme already.")


class NotChosen(Refusal):
    sentence = _("Only an accepted proposal becomes a session.")


class NoSessionYet(Refusal):
    sentence = _("This proposal is not a session of the programme, or not any more.")


class NothingCorrected(Refusal):
    sentence = _("These are the words that the session has already.")


class CorrectionAnswered(Refusal):
    sentence = _("This correction was answered already.")
