"""Writing messages into the outbox, in the transaction of what caused them, and deciding about them."""

from app.mail.actions.holding import (
    hold,
    hold_all,
    rename_scope,
    stop_untrue,
    try_again,
    try_domain_again,
)
from app.mail.actions.noting import (
    note_failure,
    note_sent,
    note_too_late,
)
from app.mail.actions.posting import (
    Draft,
    attach_calendar,
    post,
    values_of,
)
from app.mail.actions.preparing import (
    drop_prepared,
    let_go,
    prepare,
)
from app.mail.actions.routing import (
    hold_route,
    release_route,
    stop_waiting,
)
from app.mail.actions.wording import (
    put_words,
)

__all__ = [
    "Draft",
    "attach_calendar",
    "drop_prepared",
    "hold",
    "hold_all",
    "hold_route",
    "let_go",
    "note_failure",
    "note_sent",
    "note_too_late",
    "post",
    "prepare",
    "put_words",
    "release_route",
    "rename_scope",
    "stop_untrue",
    "stop_waiting",
    "try_again",
    "try_domain_again",
    "values_of",
]
