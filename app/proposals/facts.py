"""What has happened to the call and its reviews."""

from dataclasses import dataclass

from app.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ReviewingChanged(Fact):
    """The window for reviews, or how they are given, is another one than before."""

    event_id: int
    actor: str
