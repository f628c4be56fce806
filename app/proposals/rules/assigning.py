"""Who reviews what: evenly, of all or of the track, and never what one is recused from.

It begins with what was assigned before, so that nobody loses what they have begun to read. Each
proposal then gets whom it lacks, whoever has least first. At the end loads are evened out along chains
(a hands one to b, b another to c) until no chain makes them more even: for loads in such a net that is
the most even that can be. Nothing is left to chance: the same rows give the same plan.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[str, str]  # a proposal's public id, a reviewer's


@dataclass(frozen=True)
class Wanted:
    """A proposal that needs reviews; `track` is None when it has none."""

    ref: str
    track: int | None = None


@dataclass(frozen=True)
class Able:
    """A reviewer, and the tracks they are for."""

    ref: str
    tracks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Plan:
    """`pairs` are all assignments there shall be, those whose review is given too. `short`: how many
    reviewers each proposal still lacks, where it lacks any."""

    pairs: frozenset[Pair]
    short: Mapping[str, int]


@dataclass
class _Net:
    """Whom each proposal has so far. `fixed` ones stay."""

    fits: Mapping[str, Sequence[str]]  # proposal -> those who may review it
    fixed: Mapping[str, set[str]]
    open: dict[str, set[str]] = field(default_factory=dict)
    load: Counter[str] = field(default_factory=Counter)

    def take(self, proposal: str, reviewer: str) -> None:
        self.open[proposal].add(reviewer)
        self.load[reviewer] += 1

    def hand_on(self, proposal: str, giver: str, taker: str) -> None:
        self.open[proposal].remove(giver)
        self.load[giver] -= 1
        self.take(proposal, taker)

    def has(self, proposal: str, reviewer: str) -> bool:
        return reviewer in self.open[proposal] or reviewer in self.fixed[proposal]


def plan_assignments(
    proposals: Iterable[Wanted],
    reviewers: Iterable[Able],
    *,
    each: int,
    by_track: bool,
    recused: Collection[Pair] = frozenset(),
    given: Collection[Pair] = frozenset(),
    before: Collection[Pair] = frozenset(),
) -> Plan:
    """`given`: reviews that stand, assigned or not; they count as one of `each` and as work done.
    `before`: what is assigned now, kept as far as it still fits."""
    wanted = sorted(proposals, key=lambda one: one.ref)
    able = sorted(reviewers, key=lambda one: one.ref)
    fits = {
        one.ref: [
            other.ref
            for other in able
            if (one.ref, other.ref) not in recused and (not by_track or one.track in other.tracks)
        ]
        for one in wanted
    }
    net = _net(fits, given)
    for one in wanted:
        _fill(net, one.ref, each, before)
    _even_out(net, [one.ref for one in able])
    short = {
        ref: lacking
        for ref in fits
        if (lacking := each - len(net.open[ref]) - len(net.fixed[ref])) > 0
    }
    pairs = {(ref, who) for ref in fits for who in net.open[ref] | net.fixed[ref]}
    return Plan(frozenset(pairs), short)


def _net(fits: Mapping[str, Sequence[str]], given: Collection[Pair]) -> _Net:
    net = _Net(fits, {ref: set() for ref in fits}, {ref: set() for ref in fits})
    for proposal, reviewer in given:
        if proposal in fits:
            net.fixed[proposal].add(reviewer)
            net.load[reviewer] += 1
    return net


def _fill(net: _Net, proposal: str, each: int, before: Collection[Pair]) -> None:
    lacking = max(each - len(net.fixed[proposal]), 0)
    free = [who for who in net.fits[proposal] if who not in net.fixed[proposal]]
    free.sort(key=lambda who: ((proposal, who) not in before, net.load[who], who))
    for who in free[:lacking]:
        net.take(proposal, who)


def _even_out(net: _Net, reviewers: Sequence[str]) -> None:
    while chain := _chain(net, reviewers):
        for proposal, giver, taker in chain:
            net.hand_on(proposal, giver, taker)


def _chain(net: _Net, reviewers: Sequence[str]) -> list[tuple[str, str, str]]:
    """One that takes from somebody and gives to somebody with at least two fewer, as (proposal, giver,
    taker) each; empty when there is none. Whoever has most is asked first."""
    least = min((net.load[who] for who in reviewers), default=0)
    for start in sorted(reviewers, key=lambda who: (-net.load[who], who)):
        if net.load[start] < least + 2:
            break
        if chain := _chain_from(net, start):
            return chain
    return []


def _chain_from(net: _Net, start: str) -> list[tuple[str, str, str]]:
    came_by: dict[str, tuple[str, str]] = {}  # taker -> (proposal, giver)
    seen, asked = {start}, deque([start])
    while asked:
        giver = asked.popleft()
        for proposal in sorted(ref for ref, whom in net.open.items() if giver in whom):
            for taker in net.fits[proposal]:
                if taker in seen or net.has(proposal, taker):
                    continue
                seen.add(taker)
                came_by[taker] = (proposal, giver)
                if net.load[taker] <= net.load[start] - 2:
                    return _walked(came_by, start, taker)
                asked.append(taker)
    return []


def _walked(
    came_by: Mapping[str, tuple[str, str]], start: str, end: str
) -> list[tuple[str, str, str]]:
    """From the end back to the start, so that each hands on before they take."""
    chain, taker = [], end
    while taker != start:
        proposal, giver = came_by[taker]
        chain.append((proposal, giver, taker))
        taker = giver
    return chain
