"""Decisions about reminders and mails to groups: plain values in, an answer or a refusal out."""

from app.campaigns.rules.audience import ATTENDED, STATES, Audience, why_not_audience
from app.campaigns.rules.groups import PIECE, goes_at, why_not_change, why_not_send, why_not_stop
from app.campaigns.rules.planning import Dates, Line, lines_of, waits_until, why_nobody
from app.campaigns.rules.quiet import JUST_BEFORE, outside_quiet_hours, quiet_hours_at
from app.campaigns.rules.words import (
    LONGEST_SUBJECT,
    LONGEST_WORDS,
    OF_NEWS,
    PLACEHOLDERS,
    Piece,
    filled,
    paragraphs_of,
    why_not_words,
)

__all__ = [
    "ATTENDED",
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
    "Piece",
    "filled",
    "goes_at",
    "lines_of",
    "outside_quiet_hours",
    "paragraphs_of",
    "quiet_hours_at",
    "waits_until",
    "why_nobody",
    "why_not_audience",
    "why_not_change",
    "why_not_send",
    "why_not_stop",
    "why_not_words",
]
