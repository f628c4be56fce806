"""Decisions about reminders and mails to groups: plain values in, an answer or a refusal out."""

from app.campaigns.rules.audience import ATTENDED, STATES, Audience, why_not_audience
from app.campaigns.rules.groups import PIECE, goes_at, why_not_change, why_not_send, why_not_stop
from app.campaigns.rules.planning import Dates, Line, lines_of, waits_until, why_nobody
from app.campaigns.rules.quiet import JUST_BEFORE, outside_quiet_hours, quiet_hours_at
from app.campaigns.rules.words import (
    IN_SUBJECT,
    LONGEST_SUBJECT,
    LONGEST_WORDS,
    OF_NEWS,
    PLACEHOLDERS,
    check_mail,
    paragraphs_for,
    subject_for,
)

__all__ = [
    "ATTENDED",
    "IN_SUBJECT",
    "JUST_BEFORE",
    "LONGEST_SUBJECT",
    "LONGEST_WORDS",
    "OF_NEWS",
    "PIECE",
    "PLACEHOLDERS",
    "STATES",
    "Audience",
    "Dates",
    "Line",
    "check_mail",
    "goes_at",
    "lines_of",
    "outside_quiet_hours",
    "paragraphs_for",
    "quiet_hours_at",
    "subject_for",
    "waits_until",
    "why_nobody",
    "why_not_audience",
    "why_not_change",
    "why_not_send",
    "why_not_stop",
]
