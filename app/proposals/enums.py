"""States of a proposal and of its presenters, and what is asked and decided."""

from enum import StrEnum


class ProposalState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"  # by who sent it
    ACCEPTED = "accepted"  # and told so; not confirmed yet
    RESERVE = "reserve"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"  # they come
    DECLINED = "declined"  # accepted, but they cannot come


# From where a proposal may go on. A decision can be changed after it was told: a mail of its own says so.
MOVES: dict[ProposalState, tuple[ProposalState, ...]] = {
    ProposalState.DRAFT: (ProposalState.SUBMITTED, ProposalState.WITHDRAWN),
    ProposalState.SUBMITTED: (
        ProposalState.WITHDRAWN,
        ProposalState.ACCEPTED,
        ProposalState.RESERVE,
        ProposalState.REJECTED,
    ),
    ProposalState.WITHDRAWN: (ProposalState.DRAFT, ProposalState.SUBMITTED),
    ProposalState.ACCEPTED: (ProposalState.CONFIRMED, ProposalState.DECLINED),
    ProposalState.RESERVE: (
        ProposalState.ACCEPTED,
        ProposalState.REJECTED,
        ProposalState.WITHDRAWN,
    ),
    ProposalState.REJECTED: (ProposalState.ACCEPTED, ProposalState.RESERVE),
    ProposalState.CONFIRMED: (ProposalState.DECLINED,),
    ProposalState.DECLINED: (ProposalState.ACCEPTED,),
}
ASKED = (ProposalState.SUBMITTED,)  # waits for a decision
TOLD = (  # a decision was told
    ProposalState.ACCEPTED,
    ProposalState.RESERVE,
    ProposalState.REJECTED,
    ProposalState.CONFIRMED,
    ProposalState.DECLINED,
)
CHOSEN = (ProposalState.ACCEPTED, ProposalState.CONFIRMED)
SENT = (ProposalState.SUBMITTED, *TOLD)  # reviewers and organisers see it


class Decision(StrEnum):
    """What is to become of a proposal; held back until decisions are released together."""

    ACCEPT = "accept"
    RESERVE = "reserve"
    REJECT = "reject"


class PresenterState(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REMOVED = "removed"  # taken off the proposal by who leads it


class Level(StrEnum):
    """For whom a session is, by what they know already."""

    ANYONE = "anyone"
    BEGINNERS = "beginners"
    SOME = "some"  # some experience
    EXPERIENCED = "experienced"


class RecordingWish(StrEnum):
    """Whether the session may be recorded, as who proposes it says."""

    YES = "yes"
    NO = "no"
    ASK = "ask"  # to be talked about


class QuestionKind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    DATE = "date"
    LINK = "link"
    FILE = "file"


class Need(StrEnum):
    """Whether a question must be answered."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    REQUIRED_FROM = "required_from"  # from a date on


class AssignBy(StrEnum):
    """How proposals are given to reviewers."""

    NOBODY = "nobody"  # everybody reviews what they like
    SPREAD = "spread"  # evenly
    TRACK = "track"  # to those of the track, evenly


class CorrectionState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


class CallState(StrEnum):
    """How the call stands for a type of session, or as a whole."""

    EARLY = "early"  # not open yet
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Missing(StrEnum):
    """What a proposal lacks before it can be sent; unanswered questions come beside."""

    TITLE = "title"
    TYPE = "type"
    LENGTH = "length"  # the type has others
    ABSTRACT = "abstract"
    OWNER = "owner"
    RECORDING = "recording"


class Reach(StrEnum):
    """How much of a proposal its lead may still change."""

    ALL = "all"
    ANSWERS = "answers"  # to questions that are not frozen
    NOTHING = "nothing"


class Reader(StrEnum):
    """Who wants to read an answer."""

    OWNER = "owner"  # at the desk of who presents it
    ORGANISER = "organiser"
    REVIEWER = "reviewer"


class Step(StrEnum):
    """The pages on which a proposal is written, in their order."""

    SESSION = "session"
    ABOUT = "about"
    WHO = "who"
    PRACTICAL = "practical"
    QUESTIONS = "questions"


class Recusal(StrEnum):
    """Why a reviewer is kept away from a proposal."""

    UNSTATED = "unstated"  # nobody has said yet whose service the reviewer is of
    OFFERS = "offers"  # their service offers it
    PRESENTS = "presents"  # somebody of their service presents it
    NAMED = "named"  # somebody at their address is, or was, on it


class Window(StrEnum):
    """Whether reviewers may score now."""

    UNDECIDED = "undecided"  # nobody has said when it opens
    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


class Sorting(StrEnum):
    """The order of the organisers' list."""

    TITLE = "title"
    MEAN = "mean"  # the best first
    SPREAD = "spread"  # the most disputed first
    REVIEWS = "reviews"  # the fewest first
