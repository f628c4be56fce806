"""Pages of who proposes: the call, the draft, the answer to an invitation and to a decision."""

from app.proposals.views import (
    answering,
    beginning,
    calling,
    presenters,
    sending,
    writing,
)
from app.proposals.views.blueprint import blueprint

__all__ = [
    "answering",
    "beginning",
    "blueprint",
    "calling",
    "presenters",
    "sending",
    "writing",
]
