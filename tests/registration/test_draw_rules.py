"""The draw: who gets what, that all have equal chances, that it repeats, that nobody gains by pretending."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.clock import LONDON
from app.registration.rules import draws, overlap
from app.registration.rules.draws import Application, DrawnSlot, Result, Terms, draw

NINE = datetime(2027, 6, 9, 9, tzinfo=LONDON)  # published in UTC
SEED = "plum jam 4711"  # draws B, C, A, D: printf '%s' 'plum jam 4711|B' | sha256sum
steady = settings(max_examples=100, deadline=None, derandomize=True)


def slot(ref, places=1, *, at=0, lasts=60, **taken_by) -> DrawnSlot:
    """At so many minutes after nine."""
    start, end = NINE + timedelta(minutes=at), NINE + timedelta(minutes=at + lasts)
    return DrawnSlot(ref=ref, starts_at=start, ends_at=end, places=places, taken_by=taken_by)


def asks(ticket, *times, group="") -> Application:
    return Application(ticket=ticket, group=group, wishes=tuple(tuple(t.split()) for t in times))


def words(result: Result) -> str:
    """What they got, wait for, and -dropped."""
    waits = [f"{ref}:{reason}" for ref, reason in result.waits]
    return " ".join([*result.got, *waits, *(f"-{ref}" for ref in result.dropped)])


SLOTS = [
    slot("a"), slot("b"), slot("c", 5), slot("long", 5, lasts=120), slot("x", 5, at=60),
    slot("held", 2, at=60, g=1), slot("gone", 2, at=60, **{"": 1, "h": 1}), slot("all", 1, at=120),
]  # fmt: skip
G, H = {"group": "g"}, {"group": "h"}


@pytest.mark.parametrize(
    ("why", "terms", "asked", "expected"),
    [
        ("the first in the order gets it", {}, [asks("C", "a"), asks("B", "a")], {"B": "a", "C": "a:full"}),
        ("they wait for better, drop worse", {}, [asks("B", "a"), asks("C", "a b c")], {"C": "b a:full -c"}),
        ("no room at this time", {}, [asks("B", "a"), asks("C", "b"), asks("A", "a b", "x")],
         {"A": "x a:full b:full"}),
        ("one may begin as the other ends", {}, [asks("B", "a", "x")], {"B": "a x"}),
        ("what they got comes first", {}, [asks("B", "long", "x")], {"B": "long x:clash"}),
        ("the next best does not clash", {}, [asks("B", "a", "long x held")], {"B": "a x long:clash -held"}),
        ("a share of a session", {"share_per_slot": 1},
         [asks("B", "c", **G), asks("C", "c b", **G), asks("A", "c", **H)], {"C": "b c:share", "A": "c"}),
        ("a share counts what is held", {"share_per_slot": 1}, [asks("B", "held", **G)], {"B": "held:share"}),
        ("it counts nobody of no group", {"share_per_slot": 1}, [asks("B", "c"), asks("C", "c")], {"C": "c"}),
        ("all places are held, by whomever", {}, [asks("B", "gone x")], {"B": "x gone:full"}),
        ("full counts before share", {"share_per_slot": 1}, [asks("B", "gone", **H)], {"B": "gone:full"}),
        ("full counts before clash", {}, [asks("B", "long", "gone")], {"B": "long gone:full"}),
        ("share counts before clash", {"share_per_slot": 1}, [asks("B", "long", "held", **G)],
         {"B": "long held:share"}),
        ("no place in the event", {"event_places": 1}, [asks("B", "a"), asks("C", "b c", "x")],
         {"B": "a", "C": "b:event c:event x:event"}),
        ("a plenary never fills, and takes its time", {"plenaries": ("a",)}, [asks("B"), asks("C", "long x")],
         {"B": "a", "C": "a x long:clash"}),
        ("no plenary without the event", {"plenaries": ("all",), "event_places": 0}, [asks("B", "a")],
         {"B": "a:event"}),
    ],
)  # fmt: skip
def test_what_each_gets(why, terms, asked, expected):
    results = draw(Terms(seed=SEED, **terms), SLOTS, asked)
    assert expected.items() <= {r.ticket: words(r) for r in results}.items(), why


@pytest.mark.parametrize(
    ("why", "places", "held", "share", "reasons"),
    [
        ("no limit", None, {}, None, ["", "", "", ""]),
        ("in the order", 3, {}, None, ["", "", "", "full"]),
        ("held places count", 3, {"": 1, "h": 1}, None, ["", "full", "full", "full"]),
        ("a share", None, {}, 1, ["", "share", "", "share"]),
        ("a share counts what is held", None, {"g": 1}, 2, ["", "share", "", "share"]),
        ("who is at the share leaves the place", 2, {}, 1, ["", "share", "", "full"]),
        ("full counts before share", 1, {}, 1, ["", "full", "full", "full"]),
    ],
)
def test_a_place_in_the_event(why, places, held, share, reasons):
    asked = [asks("A"), asks("B", **G), asks("C", **G), asks("D", **G)]
    terms = Terms(seed=SEED, event_places=places, event_taken_by=held, share_per_event=share)
    results = draw(terms, [], asked)
    assert [r.ticket for r in results] == ["B", "C", "A", "D"]
    assert [r.event_reason for r in results] == reasons, why
    assert [r.has_event_place for r in results] == [not reason for reason in reasons]


def test_the_order_is_the_one_sha256sum_gives():
    assert (
        draws.digest_of(SEED)[:16] + draws.digest_of(f"{SEED}|B")[:8] == "a56ff7cf17a477d4113833e5"
    )
    assert all(draws.order_of(SEED, given) == [*"BCAD"] for given in permutations("ABCD"))
    with pytest.raises(ValueError, match="Ticket A is there more than once"):
        draws.order_of(SEED, ["A", "B", "A"])


def test_pseudonyms_depend_on_groups_and_seed_alone():
    for groups in ("ABC", ["C", "", "B", "A", "B"]):
        known = draws.pseudonyms(groups, SEED)
        assert known == {"": "", "B": "group-1", "C": "group-2", "A": "group-3"}
    assert draws.pseudonyms("ABC", "another") != known


SEEDS, TICKETS, PLACES = [f"seed-{n}" for n in range(2000)], "ABCDEFG", 3
# Exceeded with p = 0.001 by fair draws: chi-square of 6 and of 36 degrees of freedom.
MOST_FOR_PLACES, MOST_FOR_POSITIONS = 22.46, 67.99


def are_unfair(orders) -> tuple[bool, bool]:
    """By chi-square: who gets a place, and who stands where. As a draw gives 3 of 7 places and each
    position once, counts hang together: (k - 1) / k makes the sums chi-square again."""
    k, n, p = len(TICKETS), len(orders), PLACES / len(TICKETS)
    got = Counter(chain(*(order[:PLACES] for order in orders)))
    stood = Counter(chain(*(enumerate(order) for order in orders)))
    places = sum((got[t] - n * p) ** 2 / (n * p * (1 - p)) for t in TICKETS)
    positions = sum((stood[at] - n / k) ** 2 / (n / k) for at in product(range(k), TICKETS))
    return places * (k - 1) / k > MOST_FOR_PLACES, positions * (k - 1) / k > MOST_FOR_POSITIONS


def test_all_tickets_have_equal_chances_and_help_would_be_found():
    orders, asked = [], [asks(ticket) for ticket in TICKETS]
    for seed in SEEDS:
        results = draw(Terms(seed=seed, event_places=PLACES), [], asked)
        assert [r.has_event_place for r in results] == [True] * 3 + [False] * 4
        orders.append([r.ticket for r in results])
    assert are_unfair(orders) == (False, False)
    helped = [sorted(o, key=lambda t: t != "D") if n % 6 == 0 else o for n, o in enumerate(orders)]
    assert are_unfair(helped) == (True, True)


@st.composite
def markets(take):
    """Six slots that overlap here and there, up to eight people of two groups and none, two times each."""
    few = st.integers(0, 2)
    slots = [
        slot(ref, take(st.integers(0, 3)), at=30 * take(few), lasts=30 + 30 * take(few), g=take(few))
        for ref in "uvwxyz"
    ]  # fmt: skip
    asked = []
    for ticket in "ABCDEFGH"[: take(st.integers(1, 8))]:
        wishes = " ".join(take(st.permutations("uvwxyz")))
        cut = 2 * take(st.integers(0, 4))
        group = take(st.sampled_from(["", "g", "h"]))
        asked.append(asks(ticket, wishes[:cut], wishes[cut:], group=group))
    limit = st.sampled_from([None, 1, 2, 5])
    terms = Terms(
        seed=take(st.sampled_from(SEEDS)), event_places=take(limit), event_taken_by={"g": 1},
        share_per_event=take(limit), share_per_slot=take(limit),
    )  # fmt: skip
    return terms, slots, asked


@steady
@given(markets())
def test_no_limit_is_passed_and_nobody_is_passed_over(market):
    terms, slots, asked = market
    results = draw(*market)
    times, people = {s.ref: s for s in slots}, {one.ticket: one for one in asked}
    things = [(s.ref, s.places, s.taken_by, terms.share_per_slot) for s in slots]
    things.append(("event", terms.event_places, terms.event_taken_by, terms.share_per_event))
    reasons = {(r.ticket, "event"): r.event_reason for r in results}
    for r in results:
        reasons |= {
            (r.ticket, ref): reason for ref, reason in (*r.waits, *((g, "") for g in r.got))
        }
    for ref, places, taken_by, share in things:
        held = Counter(taken_by)
        for result in results:
            group, reason = people[result.ticket].group, reasons.get((result.ticket, ref), "event")
            is_full = places is not None and held.total() >= places
            is_at_share = group != "" and share is not None and held[group] >= share
            why_not = "full" if is_full else "share" if is_at_share else ""
            assert reason == "event" or reason.replace("clash", "") == why_not
            held[group] += reason == ""
    for result in results:
        got = [times[ref] for ref in result.got]
        assert not any(overlap(one, other) for one, other in combinations(got, 2))
        for ref, reason in result.waits:
            assert reason != "clash" or any(overlap(times[ref], other) for other in got)
            assert (reason == "event") is not result.has_event_place
        for wishes in people[result.ticket].wishes:
            parts = ([ref for ref, _ in result.waits], result.got, result.dropped)
            assert [ref for part in parts for ref in part if ref in wishes] == list(wishes)


def gains(rule, market, ticket, time=0):
    """What this person could report for one time, all else equal, to get better by their true wishes."""
    terms, slots, asked = market
    (true,) = [one.wishes for one in asked if one.ticket == ticket]

    def rank(report) -> int:
        wishes = (*true[:time], report, *true[time + 1 :])
        told = [replace(one, wishes=wishes) if one.ticket == ticket else one for one in asked]
        (got,) = [result.got for result in rule(terms, slots, told) if result.ticket == ticket]
        return next((n for n, ref in enumerate(true[time]) if ref in got), len(true[time]))

    reports = chain(*(permutations(true[time], size) for size in range(len(true[time]) + 1)))
    return [report for report in reports if rank(report) < rank(true[time])]


@settings(steady, max_examples=40)
@given(markets(), st.integers(0, 1))
def test_nobody_gains_by_pretending(market, time):
    terms, slots, asked = market
    short = [replace(one, wishes=tuple(t[:4] for t in one.wishes)) for one in asked]
    for one in short[:3]:
        assert gains(draw, (terms, slots, short), one.ticket, time) == []


def first_wishes_first(terms, slots, asked):
    """The wrong rule (known as Boston): all first wishes, then all second ones."""
    left, got = {s.ref: s.places for s in slots}, {one.ticket: () for one in asked}
    people = sorted(asked, key=lambda one: "BCAD".index(one.ticket))
    for rank, one in product(range(len(slots)), people):
        for ref in one.wishes[0][rank : rank + 1]:
            if left[ref] and not got[one.ticket]:
                left[ref] -= 1
                got[one.ticket] = (ref,)
    return [replace(result, got=got[result.ticket]) for result in draw(terms, slots, asked)]


def test_a_rule_that_rewards_pretending_would_be_found():
    market = Terms(seed=SEED), SLOTS, [asks("B", "a b"), asks("C", "a b"), asks("A", "b a")]
    assert gains(first_wishes_first, market, "C") == [("b",), ("b", "a")]
    assert [gains(draw, market, ticket) for ticket in "ABC"] == [[], [], []]


def published() -> dict:
    """B gets a; C gets b and waits for a, drops c; A waits for a; D has no place in the event."""
    terms = Terms(seed=SEED, event_places=3, share_per_slot=1)
    asked = [asks("A", "a"), asks("B", "a x", **G), asks("C", "a b c"), asks("D", "c", "x a", **G)]
    return json.loads(json.dumps(draws.to_json(terms, SLOTS, asked, draw(terms, SLOTS, asked))))


@steady
@given(markets())
def test_what_is_published_repeats(market):
    document = draws.to_json(*market, draw(*market))
    who_asked_first_is_not_told = draws.to_json(*market[:2], market[2][::-1], draw(*market))
    assert json.loads(json.dumps(document)) == document == who_asked_first_is_not_told
    assert draws.repeat(document) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d["terms"].update(seed="plum jam 4712"), "The digest is not the seed's."),
        (lambda d: d.update(digest="0" * 64), "The digest is not the seed's."),
        (lambda d: d["terms"].update(event_places=2), "Ticket A, has event place: the document says true"),
        (lambda d: d["slots"][0].update(places=2), "Ticket C, got: the document says"),
        (lambda d: d["slots"][1].update(taken_by={"": 1}), "Ticket C, waits: the document says"),
        (lambda d: d["results"][2].update(got=["b"]), 'A, got: the document says ["b"], the draw gives [].'),
        (lambda d: d["results"].reverse(), "Number 1 is ticket D in the document, ticket B when drawn"),
        (lambda d: d["results"].pop(), "Number 4 is nobody in the document, ticket D when drawn again."),
        (lambda d: d["results"].append(d["results"][0]), "Number 5 is ticket B in the document, nobody"),
        (lambda d: d["applications"][0].update(ticket="E"), "Number 3 is ticket A in the document, ticket"),
        (lambda d: [d["applications"][n].update(ticket=t) for n, t in enumerate("BA")], "B, dropped: "),
        (lambda d: d["applications"][2].update(wishes=[["a", "c", "b"]]), "Ticket C, got: the document"),
        (lambda d: d["applications"][3].update(wishes=[["c"], ["a", "x"]]), "Ticket D, waits: the document"),
    ],
)  # fmt: skip
def test_tampering_is_found(change, sentence):
    document = published()
    change(document)
    assert sentence in "\n".join(draws.repeat(document))


@pytest.mark.parametrize(
    ("where", "name", "values"),
    [
        ("", "version", [None, 2]), ("", "slots", [[], {}, [None], published()["slots"] * 2]),
        ("terms", "seed", [None, 4711, "\ud800"]), ("terms", "event_places", ["3", -1, True]),
        ("terms", "event_taken_by", [[], {"g": -1}, {"g": "1"}]), ("", "terms", [None, []]),
        ("terms", "plenaries", ["a", [1], ["a"], ["?"]]), ("applications", "group", [None, "\n"]),
        ("slots", "places", [None, 1.0]), ("slots", "taken_by", [None, {"\x1b[2J": 1}]),
        ("slots", "starts_at", [9, "noon", "2027-06-09T09:00:00", "2027-06-09T09:00:00+01:00"]),
        ("slots", "ends_at", ["2027-06-09T08:00:00Z"]), ("applications", "ticket", ["\x1b[2J", "B"]),
        ("applications", "wishes", ["a", ["a"], [["?"]], [["a", "a"]], [["a"]] * 2]),
        ("results", "has_event_place", [1, "yes"]), ("results", "waits", [[["a", 1]], [None]]),
    ],
)  # fmt: skip
def test_another_shape_and_what_cannot_be_drawn_are_refused(where, name, values):
    for value in values:
        document = published()
        part = document[where] if where else document
        (part[0] if isinstance(part, list) else part)[name] = value
        with pytest.raises(ValueError, match=r"^[“A-Z].*[.']$"):
            draws.repeat(document)
    with pytest.raises(ValueError, match="“version” is missing or is not what it should be"):
        draws.repeat([])
