"""Decision tables: what the organisers' list finds, and in which order."""

import pytest

from app.proposals.enums import Decision, Level, ProposalState, Sorting
from app.proposals.rules import Line, Sought, Summary, chosen, mentions


def line(ref, **more):
    values = {
        "ref": ref,
        "title": ref,
        "abstract": "",
        "state": ProposalState.SUBMITTED,
        "decision": None,
        "owner": "York",
        "service": "york",
        "region": "Yorkshire",
        "type": "t1",
        "type_name": "Talk",
        "track": "",
        "track_name": "",
        "minutes": 45,
        "level": Level.ANYONE,
        "language": "en",
        "tags": (),
        "tag_names": (),
        "people": (("Ada Éclair", "ada@example.org"),),
        "summary": Summary(0),
    } | more
    return Line(**values)


LINES = [
    line("a", summary=Summary(3, 2.0, 3.0), track="sound", tags=("reading",)),
    line(
        "b", summary=Summary(2, 4.0, 0.0), decision=Decision.ACCEPT, owner="Leeds", service="leeds"
    ),
    line("c", summary=Summary(1, 3.0, 1.0), state=ProposalState.CONFIRMED, type="t2"),
    line("d", title="Éa", abstract="All about Llŷn", region="Wales"),
    line("e", state=ProposalState.WITHDRAWN),
    line("f", state=ProposalState.REJECTED, people=()),
]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param({}, "abcdf", id="everything but withdrawn"),
        pytest.param({"state": "withdrawn"}, "e", id="withdrawn"),
        pytest.param({"state": "confirmed"}, "c", id="a state"),
        pytest.param({"decision": "held"}, "b", id="any decision held back"),
        pytest.param({"decision": "accept"}, "b", id="this decision"),
        pytest.param({"decision": "reject"}, "", id="another decision"),
        pytest.param({"decision": "undecided"}, "ad", id="waits and nothing decided"),
        pytest.param({"type": "t2"}, "c", id="type"),
        pytest.param({"track": "sound"}, "a", id="track"),
        pytest.param({"track": "-"}, "bcdf", id="no track"),
        pytest.param({"tag": "reading"}, "a", id="tag"),
        pytest.param({"service": "leeds"}, "b", id="service"),
        pytest.param({"region": "Wales"}, "d", id="region"),
        pytest.param({"is_short": True}, "bcdf", id="too few reviews"),
        pytest.param({"words": "llyn ABOUT"}, "d", id="words without their accents"),
        pytest.param({"words": "eclair ada@"}, "abcd", id="a name and an address"),
        pytest.param({"words": "leeds"}, "b", id="who offers it"),
        pytest.param({"words": "about nothing"}, "", id="not all of the words"),
        pytest.param({"sorting": Sorting.MEAN}, "bcadf", id="best mean first, none last"),
        pytest.param({"sorting": Sorting.SPREAD}, "acbdf", id="widest spread first"),
        pytest.param({"sorting": Sorting.REVIEWS}, "dfcba", id="fewest reviews first"),
    ],
)
def test_chosen(sought, found):
    lines = chosen(reversed(LINES), Sought(**sought), wanted=3)
    order = [one.ref for one in lines]
    if "sorting" in sought:
        assert order == list(found)
    else:
        assert sorted(order) == list(found)


def test_titles_stand_in_their_order_whatever_their_accents():
    assert [one.ref for one in chosen(LINES, Sought(), wanted=3)] == ["a", "b", "c", "d", "f"]


@pytest.mark.parametrize(
    ("texts", "words", "found"),
    [
        (["Setting up a podcast"], "", True),
        (["Setting up a podcast"], "POD setting", True),
        (["Setting up", "a podcast"], "podcast up", True),
        (["Setting up"], "setting\x00", False),
        (["ab", "cd"], "bc", False),
    ],
)
def test_mentions(texts, words, found):
    assert mentions(texts, words) == found
