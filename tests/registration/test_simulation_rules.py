"""What more places would do: who moves up, and how many people and services that is."""

import pytest

from app.registration.rules.simulation import Effect, Waiting, difference, effect_of, would_move


def line(text: str) -> list[Waiting]:
    """`a1 b1+ 1 a2!`: group and number in the order of the list; + holds nothing today, ! cannot go."""
    return [
        Waiting(
            ref=word.rstrip("+!"),
            group=word.rstrip("+!0123456789"),
            is_new_group="+" in word,
            can_go="!" not in word,
        )
        for word in text.split()
    ]


@pytest.mark.parametrize(
    ("why", "waiting", "left", "share", "held", "moved"),
    [
        ("in order", "a1 b1 c1", 2, None, {}, "a1 b1"),
        ("no place", "a1 b1", 0, None, {}, ""),
        ("overbooked: fewer than none", "a1 b1", -2, None, {}, ""),
        ("more places than people", "a1 b1", 9, None, {}, "a1 b1"),
        ("nobody waits", "", 9, None, {}, ""),
        ("who cannot go is skipped", "a1! b1 c1", 1, None, {}, "b1"),
        ("nobody can go", "a1! b1!", 5, None, {}, ""),
        ("a group at its share is skipped", "a1 a2 b1", 2, 1, {}, "a1 b1"),
        ("what is held counts", "a1 b1", 2, 2, {"a": 2, "b": 1}, "b1"),
        ("more is held than the share", "a1 b1", 2, 1, {"a": 3}, "b1"),
        ("who cannot go uses no share", "a1! a2 a3", 3, 1, {}, "a2"),
        ("no group has no share", "1 2 a1 3", 4, 1, {"": 9}, "1 2 a1 3"),
        ("no share: one group may have all", "a1 a2 a3 b1", 3, None, {"a": 9}, "a1 a2 a3"),
        ("places stay free when nobody may have them", "a1 a2", 2, 1, {"a": 1}, ""),
    ],
)
def test_who_would_move(why, waiting, left, share, held, moved):
    before = dict(held)
    found = would_move(line(waiting), places_left=left, share=share, held_by=held)
    assert found == moved.split(), why
    assert held == before


WAITING = line("a1 a2 b1+ b2+ c1+ 1+ d1")


@pytest.mark.parametrize(
    ("why", "refs", "people", "services", "new"),
    [
        ("nobody", "", 0, 0, 0),
        ("one of a service that is in", "a1", 1, 1, 0),
        ("two of one service", "a1 a2", 2, 1, 0),
        ("one of a new service", "b1", 1, 1, 1),
        ("a new service counts once", "b1 b2", 2, 1, 1),
        ("no group is no service, nor a new one", "1", 1, 0, 0),
        ("all", "a1 a2 b1 b2 c1 1 d1", 7, 4, 2),
        ("the same twice is one", "a1 a1", 1, 1, 0),
    ],
)
def test_the_effect(why, refs, people, services, new):
    expected = Effect(people=people, services=services, new_services=new)
    assert effect_of(refs.split(), WAITING) == expected, why


def test_the_effect_on_somebody_who_does_not_wait_is_refused():
    with pytest.raises(ValueError, match="does not wait"):
        effect_of(["a1", "z9"], WAITING)


@pytest.mark.parametrize(
    ("why", "before", "after", "people", "services", "new"),
    [
        ("nothing changes", "a1", "a1", 0, 0, 0),
        ("more people, the same services", "a1", "a1 a2", 1, 0, 0),
        ("more services", "a1", "a1 b1 d1", 2, 2, 1),
        ("a share gives other people the places", "a1 a2", "a1 b1", 0, 1, 1),
        ("fewer places are negative", "a1 b1 1", "a1", -2, -1, -1),
        ("from none", "", "1", 1, 0, 0),
    ],
)
def test_the_difference(why, before, after, people, services, new):
    expected = Effect(people=people, services=services, new_services=new)
    assert difference(before.split(), after.split(), WAITING) == expected, why


def test_more_places_and_a_share_side_by_side():
    waiting = line("a1 a2 a3 b1+ c1+! d1")
    as_it_is = would_move(waiting, places_left=1, share=None, held_by={})
    more = would_move(waiting, places_left=3, share=None, held_by={})
    shared = would_move(waiting, places_left=3, share=1, held_by={})
    assert (as_it_is, more, shared) == (["a1"], ["a1", "a2", "a3"], ["a1", "b1", "d1"])
    assert difference(as_it_is, more, waiting) == Effect(people=2, services=0, new_services=0)
    assert difference(more, shared, waiting) == Effect(people=0, services=2, new_services=1)
