"""Who is kept away from a proposal: nobody judges what their own service offers or presents."""

from __future__ import annotations

from dataclasses import dataclass

from app.events.library_services import fold
from app.proposals.enums import Recusal


@dataclass(frozen=True)
class Party:
    """An organisation as it is compared. `group`: what a library service counts as, '' for any other
    organisation. `names`: all it is known by, folded. Both empty: not stated."""

    group: str = ""
    names: frozenset[str] = frozenset()

    @property
    def is_stated(self) -> bool:
        return bool(self.group or self.names)

    def is_same_as(self, other: Party) -> bool:
        """Library services are the same by their group; anything typed by hand by its name, so that
        a service's name typed as "other organisation" is that service."""
        if self.group and other.group:
            return self.group == other.group
        return bool(self.names & other.names)


@dataclass(frozen=True)
class Judge:
    """Whose a reviewer is, and their address in small letters."""

    party: Party
    email: str


@dataclass(frozen=True)
class Concern:
    """Whom a proposal concerns. `presents`: of whom is on it and has neither declined nor been
    removed; `named`: the addresses of all who are or were on it."""

    owner: Party
    presents: tuple[Party, ...] = ()
    named: frozenset[str] = frozenset()


def organisation(name: str) -> Party:
    """An organisation known by a name somebody typed; not stated when it is empty."""
    folded = folded_name(name)
    return Party(names=frozenset({folded} if folded else ()))


def folded_name(name: str) -> str:
    """Case, accents, spaces, punctuation and words every library service has do not tell two apart;
    a name of other signs alone is kept as it is."""
    return fold(name) or " ".join(name.casefold().split())


def why_recused(judge: Judge, concern: Concern) -> Recusal | None:
    """Why the reviewer neither sees nor scores the proposal; the plainest reason first."""
    if not judge.party.is_stated:
        return Recusal.UNSTATED
    if judge.party.is_same_as(concern.owner):
        return Recusal.OFFERS
    if any(judge.party.is_same_as(party) for party in concern.presents):
        return Recusal.PRESENTS
    return Recusal.NAMED if judge.email in concern.named else None
