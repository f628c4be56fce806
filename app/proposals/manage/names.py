"""What states, decisions and kinds are called on organisers' and reviewers' pages."""

from flask_babel import lazy_gettext as _

from app.proposals.enums import Decision, Level, PresenterState, ProposalState, Recusal, Sorting

STATES = {
    ProposalState.DRAFT: _("Draft"),
    ProposalState.SUBMITTED: _("Waits for a decision"),
    ProposalState.WITHDRAWN: _("Withdrawn"),
    ProposalState.ACCEPTED: _("Accepted, not confirmed"),
    ProposalState.RESERVE: _("On the reserve list"),
    ProposalState.REJECTED: _("Rejected"),
    ProposalState.CONFIRMED: _("Confirmed"),
    ProposalState.DECLINED: _("Declined by the speakers"),
}
COLOURS = {
    ProposalState.DRAFT: "grey",
    ProposalState.SUBMITTED: "blue",
    ProposalState.WITHDRAWN: "grey",
    ProposalState.ACCEPTED: "teal",
    ProposalState.RESERVE: "yellow",
    ProposalState.REJECTED: "grey",
    ProposalState.CONFIRMED: "green",
    ProposalState.DECLINED: "red",
}
DECISIONS = {
    Decision.ACCEPT: _("To be accepted"),
    Decision.RESERVE: _("To go on the reserve list"),
    Decision.REJECT: _("To be rejected"),
}
LEVELS = {
    Level.ANYONE: _("Anyone"),
    Level.BEGINNERS: _("Beginners"),
    Level.SOME: _("Some experience"),
    Level.EXPERIENCED: _("Experienced"),
}
LANGUAGES = {"en": _("English"), "cy": _("Welsh"), "cy,en": _("Welsh and English")}
PRESENTERS = {
    PresenterState.INVITED: _("invited, has not answered"),
    PresenterState.ACCEPTED: _("presents"),
    PresenterState.DECLINED: _("declined"),
    PresenterState.REMOVED: _("taken off"),
}
RECUSALS = {
    Recusal.UNSTATED: _("nobody has said yet whose service they are of"),
    Recusal.OFFERS: _("their service offers it"),
    Recusal.PRESENTS: _("somebody of their service presents it"),
    Recusal.NAMED: _("they are, or were, on it themselves"),
}
SORTINGS = {
    Sorting.TITLE: _("Title"),
    Sorting.MEAN: _("Best mean first"),
    Sorting.SPREAD: _("Widest spread first"),
    Sorting.REVIEWS: _("Fewest reviews first"),
}
