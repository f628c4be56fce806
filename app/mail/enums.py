"""States of a message, and why one did not go."""

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


class Failure(StrEnum):
    """Whose fault the last try was, which decides what happens next."""

    REFUSED = "refused"  # 5xx to this message: trying again would change nothing
    DEFERRED = "deferred"  # 4xx to this message: greylisting, a full mailbox, a limit
    SERVER = "server"  # the server is away, busy, or does not let us in: nothing of ours goes
    UNSURE = "unsure"  # the connection broke after the message was handed over
    OURS = "ours"  # it could not be built


class Stage(StrEnum):
    """How far the talk with the mail server had come."""

    BEFORE = "before"  # connecting, greeting, encryption, signing in
    SENDER = "sender"  # who it is from: ours, the same for all
    RECIPIENT = "recipient"
    CONTENT = "content"  # the message is announced, and on its way
    HANDED_OVER = (
        "handed over"  # all of it is with the server, which has not said yet whether it takes it
    )
