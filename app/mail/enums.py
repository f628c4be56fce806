"""States of a message."""

from enum import StrEnum


class MessageState(StrEnum):
    PREPARED = "prepared"  # written and readable; goes when somebody says so
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRYING = "retrying"
    FAILED = "failed"
    STOPPED = "stopped"


WAITING_TO_GO = (MessageState.QUEUED, MessageState.RETRYING)
ENDED = (MessageState.SENT, MessageState.FAILED, MessageState.STOPPED)
