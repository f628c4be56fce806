"""Assignment: even, never to who is recused, and the same each time."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.proposals.rules import Able, Wanted, plan_assignments


def proposals(*refs, track=None):
    return [Wanted(ref, track) for ref in refs]


def reviewers(*refs, tracks=()):
    return [Able(ref, frozenset(tracks)) for ref in refs]


def loads(plan, people):
    counted = Counter(who for _, who in plan.pairs)
    return sorted(counted[one.ref] for one in people)


def pairs(*texts):
    return frozenset(tuple(text.split(">")) for text in texts)


@pytest.mark.parametrize(
    ("values", "found", "short"),
    [
        pytest.param(
            {"who": reviewers("A", "B", "C"), "each": 2},
            pairs("a>A", "a>B", "b>C", "b>A", "c>B", "c>C"),
            {},
            id="evenly",
        ),
        pytest.param(
            {"who": reviewers("A"), "each": 2},
            pairs("a>A", "b>A", "c>A"),
            {"a": 1, "b": 1, "c": 1},
            id="too few reviewers",
        ),
        pytest.param({"who": [], "each": 1}, pairs(), {"a": 1, "b": 1, "c": 1}, id="no reviewer"),
        pytest.param(
            {"who": reviewers("A", "B"), "each": 1, "recused": pairs("a>A", "c>A")},
            pairs("a>B", "b>A", "c>B"),
            {},
            id="not who is recused",
        ),
        pytest.param(
            {"who": reviewers("A", "B"), "each": 1, "given": pairs("a>A", "b>A")},
            pairs("a>A", "b>A", "c>B"),
            {},
            id="what is done counts as work",
        ),
        pytest.param(
            {"who": reviewers("A", "B"), "each": 1, "given": pairs("a>X", "b>X", "c>X")},
            pairs("a>X", "b>X", "c>X"),
            {},
            id="reviews of who is gone count",
        ),
        pytest.param(
            {"who": reviewers("A", "B", "C"), "each": 1, "before": pairs("a>C", "b>B", "c>A")},
            pairs("a>C", "b>B", "c>A"),
            {},
            id="what was assigned stays",
        ),
        pytest.param(
            {"who": reviewers("A", "B", "C"), "each": 1, "before": pairs("a>A", "b>A", "c>A")},
            pairs("a>B", "b>C", "c>A"),
            {},
            id="unless it is uneven",
        ),
        pytest.param(
            {
                "who": reviewers("A", "B"),
                "each": 1,
                "before": pairs("a>A", "b>B"),
                "recused": pairs("a>A"),
            },
            pairs("a>B", "b>B", "c>A"),
            {},
            id="or somebody is recused meanwhile",
        ),
        pytest.param(
            {"who": reviewers("A", "B"), "each": 1, "given": pairs("a>A", "a>B")},
            pairs("a>A", "a>B", "b>A", "c>B"),
            {},
            id="more reviews than wanted are kept",
        ),
    ],
)
def test_plan(values, found, short):
    people = values.pop("who")
    plan = plan_assignments(proposals("a", "b", "c"), people, by_track=False, **values)
    assert plan.pairs == found
    assert plan.short == short


def test_by_track_names_what_nobody_fits():
    things = [Wanted("a", 1), Wanted("b", 2), Wanted("c", 3), Wanted("d", None)]
    people = [Able("A", frozenset({1, 2})), Able("B", frozenset({2})), Able("C", frozenset())]
    plan = plan_assignments(things, people, each=1, by_track=True)
    assert plan.pairs == pairs("a>A", "b>B")
    assert plan.short == {"c": 1, "d": 1}


NAMES = "ABCDEF"


@st.composite
def nets(draw):
    things = [f"p{number}" for number in range(draw(st.integers(0, 7)))]
    people = list(NAMES[: draw(st.integers(1, 5))])
    every = list(product(things, people))
    some = st.sets(st.sampled_from(every)) if every else st.just(set())
    recused = draw(some)
    done = draw(some) - recused
    return things, people, draw(st.integers(1, 3)), recused, done, draw(some)


@given(nets())
@settings(max_examples=300, deadline=None)
def test_never_recused_always_enough_and_stable(net):
    things, people, each, recused, done, before = net
    values = {"each": each, "by_track": False, "recused": recused, "given": done}
    plan = plan_assignments(proposals(*things), reviewers(*people), before=before, **values)
    assert not plan.pairs & recused
    assert done <= plan.pairs
    for thing in things:
        has = sum(ref == thing for ref, _ in plan.pairs)
        could = sum((thing, who) not in recused for who in people)
        assert has == max(min(each, could), sum(ref == thing for ref, _ in done))
        assert plan.short.get(thing, 0) == max(each - has, 0)
    turned = plan_assignments(
        proposals(*reversed(things)), reviewers(*reversed(people)), before=before, **values
    )
    again = plan_assignments(
        proposals(*things), reviewers(*people), before=plan.pairs - done, **values
    )
    assert plan.pairs == turned.pairs == again.pairs


@given(st.integers(0, 12), st.integers(1, 6), st.integers(1, 3))
def test_nobody_has_two_more_than_another(things, people, each):
    them = reviewers(*NAMES[:people])
    plan = plan_assignments(
        proposals(*(f"p{n:02}" for n in range(things))), them, each=each, by_track=False
    )
    found = loads(plan, them)
    assert found[-1] - found[0] <= 1


@given(nets())
@settings(max_examples=150, deadline=None)
def test_no_other_plan_is_more_even(net):
    """Against every plan there is, on nets small enough for that."""
    things, people, _, recused, done, _ = net
    things, people, each = things[:4], people[:3], 1
    done = {(thing, who) for thing, who in done if thing in things and who in people}
    plan = plan_assignments(
        proposals(*things),
        reviewers(*people),
        each=each,
        by_track=False,
        recused=recused,
        given=done,
    )
    choices = []
    for thing in things:
        fixed = [who for ref, who in done if ref == thing]
        free = [who for who in people if (thing, who) not in recused and who not in fixed]
        wanted = max(min(each - len(fixed), len(free)), 0)
        choices.append([[*fixed, *some] for some in combinations(free, wanted)])
    best = min(
        sorted((Counter(who for some in one for who in some)[who] for who in people), reverse=True)
        for one in product(*choices)
    )
    assert sorted(loads(plan, reviewers(*people)), reverse=True) == best
