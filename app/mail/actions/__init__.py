"""Writing messages into the outbox, in the transaction of what caused them, and deciding about them."""

from app.mail.actions.holding import hold, hold_all, rename_scope, try_again
from app.mail.actions.posting import Draft, attach_calendar, post
from app.mail.actions.preparing import drop_prepared, let_go, prepare

__all__ = [
    "Draft",
    "attach_calendar",
    "drop_prepared",
    "hold",
    "hold_all",
    "let_go",
    "post",
    "prepare",
    "rename_scope",
    "try_again",
]
