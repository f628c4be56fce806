"""Changes to the call, proposals, reviews and decisions."""

from app.proposals.actions.asking import (
    QuestionDraft,
    add_question,
    change_question,
    end_question,
    move_question,
    restore_question,
)
from app.proposals.actions.beginning import Beginning, begin, copy, send_desk_link
from app.proposals.actions.calling import (
    CallDraft,
    change_call,
    make_call,
    reopen_call,
    withdraw_call,
)
from app.proposals.actions.codes import LateCodeDraft, add_late_code, end_late_code
from app.proposals.actions.moving import move
from app.proposals.actions.presenters import (
    Acceptance,
    Colleague,
    accept,
    decline,
    invite,
    invite_again,
    remove,
)
from app.proposals.actions.sending import reopen, send, withdraw
from app.proposals.actions.types import (
    TypeDraft,
    add_type,
    change_type,
    end_type,
    move_type,
    restore_type,
)
from app.proposals.actions.writing import write, write_needs

__all__ = [
    "Acceptance",
    "Beginning",
    "CallDraft",
    "Colleague",
    "LateCodeDraft",
    "QuestionDraft",
    "TypeDraft",
    "accept",
    "add_late_code",
    "add_question",
    "add_type",
    "begin",
    "change_call",
    "change_question",
    "change_type",
    "copy",
    "decline",
    "end_late_code",
    "end_question",
    "end_type",
    "invite",
    "invite_again",
    "make_call",
    "move",
    "move_question",
    "move_type",
    "remove",
    "reopen",
    "reopen_call",
    "restore_question",
    "restore_type",
    "send",
    "send_desk_link",
    "withdraw",
    "withdraw_call",
    "write",
    "write_needs",
]
