"""Changes to the call, proposals, reviews and decisions."""

from app.proposals.actions.asking import (
    QuestionDraft,
    add_question,
    change_question,
    end_question,
    move_question,
    restore_question,
)
from app.proposals.actions.assigning import (
    assign_reviewers,
)
from app.proposals.actions.attaching import attach_file, take_file_back
from app.proposals.actions.beginning import (
    Beginning,
    begin,
    copy,
)
from app.proposals.actions.calling import (
    CallDraft,
    change_call,
    make_call,
    prepare_call,
    reopen_call,
    withdraw_call,
)
from app.proposals.actions.codes import (
    LateCodeDraft,
    add_late_code,
    end_late_code,
)
from app.proposals.actions.confirming import (
    confirm,
    decline,
    decline_for_them,
    remind,
)
from app.proposals.actions.deciding import (
    decide,
    move_up,
    prepare_decisions,
    release_decisions,
    turn_down_reserve,
)
from app.proposals.actions.moving import (
    move,
)
from app.proposals.actions.needs import note_needs_read
from app.proposals.actions.presenters import (
    Acceptance,
    Colleague,
    accept_invitation,
    decline_invitation,
    invite,
    invite_again,
    remove_presenter,
)
from app.proposals.actions.reviewers import (
    PanelDraft,
    add_reviewer,
    change_reviewer,
    end_reviewer,
    leave_panel,
)
from app.proposals.actions.reviewing import (
    ReviewDraft,
    add_comment,
    give_review,
)
from app.proposals.actions.scoring import (
    ReviewingDraft,
    scale_of,
    set_categories,
    set_reviewing,
)
from app.proposals.actions.sending import (
    reopen,
    send,
    withdraw,
)
from app.proposals.actions.sessions import (
    Words,
    answer_correction,
    correct,
    make_session,
    make_sessions,
)
from app.proposals.actions.types import (
    TypeDraft,
    add_type,
    change_type,
    end_type,
    move_type,
    restore_type,
)
from app.proposals.actions.writing import (
    write,
    write_needs,
)

__all__ = [
    "Acceptance",
    "Beginning",
    "CallDraft",
    "Colleague",
    "LateCodeDraft",
    "PanelDraft",
    "QuestionDraft",
    "ReviewDraft",
    "ReviewingDraft",
    "TypeDraft",
    "Words",
    "accept_invitation",
    "add_comment",
    "add_late_code",
    "add_question",
    "add_reviewer",
    "add_type",
    "answer_correction",
    "assign_reviewers",
    "attach_file",
    "begin",
    "change_call",
    "change_question",
    "change_reviewer",
    "change_type",
    "confirm",
    "copy",
    "correct",
    "decide",
    "decline",
    "decline_for_them",
    "decline_invitation",
    "end_late_code",
    "end_question",
    "end_reviewer",
    "end_type",
    "give_review",
    "invite",
    "invite_again",
    "leave_panel",
    "make_call",
    "make_session",
    "make_sessions",
    "move",
    "move_question",
    "move_type",
    "move_up",
    "note_needs_read",
    "prepare_call",
    "prepare_decisions",
    "release_decisions",
    "remind",
    "remove_presenter",
    "reopen",
    "reopen_call",
    "restore_question",
    "restore_type",
    "scale_of",
    "send",
    "set_categories",
    "set_reviewing",
    "take_file_back",
    "turn_down_reserve",
    "withdraw",
    "withdraw_call",
    "write",
    "write_needs",
]
