"""Refusals about who presents."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NamedAlready(Refusal):
    sentence = _("This person is named on the proposal already.")


class TooManyPresenters(Refusal):
    sentence = _("A proposal has at most 8 presenters.")


class TooManyInvitations(Refusal):
    sentence = _("Very many people were invited to this proposal already. Write to the organisers.")


class PresentersStand(Refusal):
    sentence = _("Who presents cannot be changed here any more. Write to the organisers.")


class LeadStays(Refusal):
    sentence = _("Who leads a proposal cannot be taken off it.")


class InvitationEnded(Refusal):
    sentence = _("This invitation has ended.")
