"""Decision table: who is kept away from which proposal."""

import pytest

from app.proposals.enums import Recusal
from app.proposals.rules import Concern, Judge, Party, organisation, why_recused

ME = "rhys@example.org"


def service(group, *names):
    return Party(group=group, names=frozenset(names))


YORK = service("york", "york", "explore york")
LEEDS = service("leeds", "leeds")
NORTH, SOUTH = service("one-trust", "north"), service("one-trust", "south")
CHARITY = organisation("A Reading Charity")


@pytest.mark.parametrize(
    ("mine", "concern", "why"),
    [
        pytest.param(YORK, Concern(LEEDS), None, id="another service offers it"),
        pytest.param(YORK, Concern(YORK), Recusal.OFFERS, id="the own service offers it"),
        pytest.param(NORTH, Concern(SOUTH), Recusal.OFFERS, id="of the same group"),
        pytest.param(
            YORK, Concern(LEEDS, (LEEDS, YORK)), Recusal.PRESENTS, id="a colleague presents"
        ),
        pytest.param(NORTH, Concern(LEEDS, (SOUTH,)), Recusal.PRESENTS, id="one of the group does"),
        pytest.param(CHARITY, Concern(CHARITY), Recusal.OFFERS, id="the same other organisation"),
        pytest.param(
            organisation("  a  READING chárity "),
            Concern(CHARITY),
            Recusal.OFFERS,
            id="however it is typed",
        ),
        pytest.param(CHARITY, Concern(organisation("Another one")), None, id="another charity"),
        pytest.param(
            YORK,
            Concern(organisation("York Library Service")),
            Recusal.OFFERS,
            id="the service typed as another organisation",
        ),
        pytest.param(
            organisation("Explore York Libraries"),
            Concern(LEEDS, (YORK,)),
            Recusal.PRESENTS,
            id="the reviewer's service typed by hand",
        ),
        pytest.param(
            service("newport-wales", "newport"),
            Concern(service("newport-isle", "newport")),
            None,
            id="two services of one name",
        ),
        pytest.param(
            YORK, Concern(LEEDS, (LEEDS,), frozenset({ME})), Recusal.NAMED, id="on it themselves"
        ),
        pytest.param(
            YORK, Concern(LEEDS, (), frozenset({"x@example.org"})), None, id="somebody else on it"
        ),
        pytest.param(Party(), Concern(LEEDS), Recusal.UNSTATED, id="nobody said whose they are"),
        pytest.param(Party(), Concern(Party()), Recusal.UNSTATED, id="nor whose it is"),
        pytest.param(YORK, Concern(Party()), None, id="nobody said whose it is"),
        pytest.param(
            organisation("☆"), Concern(organisation("☆")), Recusal.OFFERS, id="a name of signs"
        ),
        pytest.param(organisation("☆"), Concern(organisation("★")), None, id="of other signs"),
        pytest.param(
            organisation("   "), Concern(LEEDS), Recusal.UNSTATED, id="spaces are no name"
        ),
    ],
)
def test_why_recused(mine, concern, why):
    assert why_recused(Judge(mine, ME), concern) == why
