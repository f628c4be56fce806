"""What reviewers cannot do, and what cannot be changed around them."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NotForYou(Refusal):
    """Not sent, taken back, of their own service, or reviewing has not begun: as if it were not there."""

    sentence = _("This proposal is not there for you.")


class ReviewsClosed(Refusal):
    sentence = _("Reviewing has closed. You can still read, but not change anything.")


class DecidedAlready(Refusal):
    sentence = _("A decision about this proposal has been told, so it is not scored any more.")


class ReviewFirst(Refusal):
    sentence = _("Give your own scores first. Then you can read the others and talk to them.")


class NothingToScore(Refusal):
    sentence = _("The organisers have not said yet what is scored. Ask them.")


class ScoreMissing(Refusal):
    sentence = _(
        "Choose one value for each question. "
        "If the questions have changed meanwhile, look at the page again."
    )


class NoSuchValue(Refusal):
    sentence = _("Choose one of the values that are offered.")


class ReviewsCloseBeforeOpening(Refusal):
    sentence = _("Reviewing must close after it opens.")


class ScoredAlready(Refusal):
    sentence = _(
        "There are scores already, so what they stand for cannot change. Names can be put right."
    )


class WrongNumberOfCategories(Refusal):
    sentence = _("Reviewers score one to three things. Enter at least one.")


class SameCategoryTwice(Refusal):
    sentence = _("Two things that are scored have the same name. Give each its own.")


class WrongNumberOfValues(Refusal):
    sentence = _("Enter words for two to five values, one a line, the lowest first.")


class DifferentScales(Refusal):
    sentence = _(
        "Give each the same number of values. Otherwise a mean over them would say nothing."
    )


class IsReviewer(Refusal):
    sentence = _("Somebody at this address is a reviewer already.")


class NothingToAssign(Refusal):
    sentence = _("Say first how proposals are given to reviewers.")
