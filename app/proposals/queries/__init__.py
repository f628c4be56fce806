"""Reading the call, proposals and reviews."""

from app.proposals.queries.calling import (
    Terms,
    locked_call,
    questions_of,
    terms_of,
    types_of,
)
from app.proposals.queries.codes import (
    CodeUse,
    code_of_letters,
    codes_by_id,
    late_codes,
    uses_of_code,
)
from app.proposals.queries.proposals import at_desk, by_ref, call_of, locked
from app.proposals.queries.standing import (
    Standing,
    is_frozen,
    missing_in,
    standing_of,
    standings_at,
    unanswered_in,
)
from app.proposals.queries.writing import (
    Part,
    by_form_token,
    digest_of,
    earlier_at,
    open_drafts_at,
    part_of,
    presenter_by_ref,
    told_needs,
    who_present,
)

__all__ = [
    "CodeUse",
    "Part",
    "Standing",
    "Terms",
    "at_desk",
    "by_form_token",
    "by_ref",
    "call_of",
    "code_of_letters",
    "codes_by_id",
    "digest_of",
    "earlier_at",
    "is_frozen",
    "late_codes",
    "locked",
    "locked_call",
    "missing_in",
    "open_drafts_at",
    "part_of",
    "presenter_by_ref",
    "questions_of",
    "standing_of",
    "standings_at",
    "terms_of",
    "told_needs",
    "types_of",
    "unanswered_in",
    "uses_of_code",
    "who_present",
]
