"""Changes to reminders and mails to groups, and sending them."""

from app.campaigns.actions.planning import move_reminder, plan, plan_all, switch
from app.campaigns.actions.reminding import remind
from app.campaigns.actions.sending import write_piece
from app.campaigns.actions.writing import (
    WRITE,
    MailDraft,
    begin_mail,
    change_mail,
    send_mail,
    stop_mail,
    test_mail,
)

__all__ = [
    "WRITE",
    "MailDraft",
    "begin_mail",
    "change_mail",
    "move_reminder",
    "plan",
    "plan_all",
    "remind",
    "send_mail",
    "stop_mail",
    "switch",
    "test_mail",
    "write_piece",
]
