"""The shipped library services, and finding one by any name people use."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

import pytest

from app.events.library_services import ALIAS_KINDS, fold, search, shipped

SERVICES = shipped()
BY_SLUG = {service.slug: service for service in SERVICES}


def found(words, **options):
    return [service.slug for service in search(SERVICES, words, **options)]


def without_marks(text):
    return "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch))


def test_there_are_208_services_each_with_its_own_slug_and_name():
    assert len(SERVICES) == 208
    assert len(BY_SLUG) == 208
    assert len({service.name for service in SERVICES}) == 208
    assert len({service.gss_code for service in SERVICES}) == 208
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in BY_SLUG)


def test_nations_and_regions_are_the_known_ones():
    count = {
        nation: len([s for s in SERVICES if s.nation == nation])
        for nation in {s.nation for s in SERVICES}
    }
    assert count == {"England": 153, "Wales": 22, "Scotland": 32, "Northern Ireland": 1}
    assert len({s.region for s in SERVICES if s.nation == "England"}) == 9


def test_only_welsh_services_have_a_welsh_name_and_none_repeats_the_english_one():
    named = [service for service in SERVICES if service.name_cy]
    assert len(named) == 15
    assert {service.nation for service in named} == {"Wales"}
    assert all(service.name_cy != service.name for service in named)


def test_days_are_dates_and_groups_are_known():
    assert BY_SLUG["bournemouth-christchurch-and-poole"].valid_from == date(2019, 4, 1)
    assert BY_SLUG["cumberland"].valid_from == date(2023, 4, 1)
    assert BY_SLUG["leeds"].valid_from is None
    for service in SERVICES:
        assert service.valid_to is None or service.valid_to > service.valid_from
        assert service.counts_as == "" or service.counts_as in BY_SLUG


def test_aliases_are_of_a_known_kind_and_say_something_new():
    for service in SERVICES:
        assert len(set(service.aliases)) == len(service.aliases)
        for other in service.also:
            assert other.kind in ALIAS_KINDS
            assert other.alias not in (service.name, service.authority, service.name_cy)


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_each_service_is_found_by_each_of_its_names(slug):
    service = BY_SLUG[slug]
    assert found(service.name)[0] == slug
    assert found(service.authority)[0] == slug
    for name in filter(None, (service.name_cy, *service.aliases)):
        assert slug in found(name)
        assert slug in found(without_marks(name))
        assert slug in found(name.upper())
        assert slug in found(f"  {name} library service ")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("BCP", "bournemouth-christchurch-and-poole"),
        ("Poole libraries", "bournemouth-christchurch-and-poole"),
        ("Ynys Mon", "isle-of-anglesey"),
        ("Ynys Môn", "isle-of-anglesey"),
        ("Anglesey", "isle-of-anglesey"),
        ("Caerdydd", "cardiff"),
        ("Llyfrgelloedd Caerdydd", "cardiff"),
        ("Sir Gar", "carmarthenshire"),
        ("Cyngor Gwynedd", "gwynedd"),
        ("Western Isles", "na-h-eileanan-siar"),
        ("Kingston", "kingston-upon-thames"),
        ("Kingston upon Hull", "hull"),
        ("Kirklees Libraries", "kirklees"),
        ("Suffolk Libraries", "suffolk"),
        ("LibrariesNI", "libraries-ni"),
        ("libraries n", "libraries-ni"),
        ("St. Helen’s", "st-helens"),
        ("brighton & hove", "brighton-and-hove"),
        ("Bournemouth Poole", "bournemouth-christchurch-and-poole"),
        ("Derby", "derby"),
        ("York", "york"),
        ("Inspire", "nottinghamshire"),
        ("Essex County Library", "essex"),
        ("the highland council", "highland"),
        ("mouth, christ", "bournemouth-christchurch-and-poole"),
    ],
)
def test_the_best_match_comes_first(words, first):
    assert found(words)[0] == first


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("Northamptonshire", {"north-northamptonshire", "west-northamptonshire"}),
        ("Cumbria", {"cumberland", "westmorland-and-furness"}),
        ("Libraries Unlimited", {"devon", "torbay"}),
        ("Cheshire", {"cheshire-east", "cheshire-west-and-chester"}),
    ],
)
def test_a_name_of_several_services_gives_them_all(words, slugs):
    assert set(found(words)) == slugs


def test_the_better_match_stands_before_the_weaker():
    assert found("Derby") == ["derby", "derbyshire"]
    assert found("West Sussex")[0] == "west-sussex"
    assert found("sussex") == ["east-sussex", "west-sussex"]


@pytest.mark.parametrize("words", ["", "   ", "!?", "’", "Atlantis", "zz"])
def test_nothing_is_found_where_nothing_is_meant(words):
    assert found(words) == []


def test_the_limit_holds():
    assert len(found("north")) == 10
    assert len(found("north", limit=3)) == 3
    assert found("north", limit=3) == found("north")[:3]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ynys Môn", "ynys mon"),
        ("Ŵ Ŷ ŵ ŷ", "w y w y"),
        ("Łódź", "lodz"),
        ("Stockton-on-Tees", "stockton on tees"),
        ("Leeds City Council", "leeds city"),
        ("The Moray Council", "moray"),
        ("Brighton & Hove Libraries", "brighton and hove"),
        ("King's Lynn", "kings lynn"),
        ("Libraries NI", "ni"),
        ("Library Service", "library service"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_any_object_with_the_names_can_be_searched():
    @dataclass
    class Row:
        name: str
        authority: str
        name_cy: str
        aliases: list[str]

    row = Row("Elsewhere", "Elsewhere Town Council", "", ["Nowhere"])
    assert search([row], "nowhere libraries") == [row]
    assert search([row], "leeds") == []
