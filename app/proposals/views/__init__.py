"""Pages of who proposes: the call, the draft, the answer to an invitation and to a decision."""

from app.proposals.views import (
    answering,
    beginning,
    calling,
    files,
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
    "files",
    "presenters",
    "sending",
    "writing",
]
