"""Times before the day, on a London clock, over the change of the clocks too."""

from datetime import UTC, date, datetime

import pytest

from app.events.policies import PlacesPolicy
from app.registration import errors, rules
from app.registration.enums import PlaceState

DAY = date(2027, 6, 10)  # BST
WINTER = date(2026, 11, 12)  # GMT
POLICY = PlacesPolicy()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (rules.day_begins_at(DAY), "2027-06-09 23:00"),
        (rules.day_begins_at(WINTER), "2026-11-12 00:00"),
        (rules.substitution_ends_at(POLICY, day_on=DAY), "2027-06-07 23:00"),
        (rules.names_due_at(POLICY, day_on=WINTER), "2026-11-10 00:00"),
        (rules.ask_at(POLICY, day_on=DAY), "2027-06-02 08:00"),
        (rules.ask_again_at(POLICY, day_on=DAY), "2027-06-05 08:00"),
        (rules.release_from(POLICY, day_on=DAY), "2027-06-06 08:00"),
        (rules.ask_at(POLICY, day_on=date(2026, 10, 27)), "2026-10-19 08:00"),
        (rules.ask_again_at(POLICY, day_on=date(2026, 10, 30)), "2026-10-25 09:00"),
    ],
)
def test_times(found, expected):
    assert found == utc(expected)


@pytest.mark.parametrize(
    ("policy", "opens", "ends"),
    [
        (PlacesPolicy(draw_minutes=30), "2027-05-03 08:00", "2027-05-03 08:30"),
        (PlacesPolicy(draw_working_day=True), "2027-05-05 08:00", "2027-05-06 08:00"),
        # A Friday: the weekend does not count.
        (PlacesPolicy(draw_working_day=True), "2027-05-07 08:00", "2027-05-10 08:00"),
    ],
)
def test_the_draw_ends(policy, opens, ends):
    assert rules.draw_ends_at(policy, opens_at=utc(opens)) == utc(ends)


@pytest.mark.parametrize(
    ("state", "has_service", "now", "refusal"),
    [
        (PlaceState.CONFIRMED, True, "2027-06-07 22:59", None),
        (PlaceState.WAITING, True, "2027-06-07 22:59", None),
        (PlaceState.OFFERED, True, "2027-06-01 12:00", None),
        (PlaceState.CONFIRMED, True, "2027-06-07 23:00", errors.TooLateToHandOn),
        (PlaceState.CONFIRMED, False, "2027-06-01 12:00", errors.NoServiceToStayIn),
        (PlaceState.CANCELLED, True, "2027-06-01 12:00", errors.PlaceEnded),
        (PlaceState.APPLIED, True, "2027-06-01 12:00", errors.TicketStays),
    ],
)
def test_substitution(state, has_service, now, refusal):
    ends_at = rules.substitution_ends_at(POLICY, day_on=DAY)
    found = rules.why_not_substitute(
        state=state, has_service=has_service, ends_at=ends_at, now=utc(now)
    )
    assert (type(found) if found else None) == refusal


@pytest.mark.parametrize(
    ("state", "is_of_group", "has_chosen", "refusal"),
    [
        (PlaceState.CONFIRMED, True, False, None),
        (PlaceState.WAITING, True, False, None),
        (PlaceState.CONFIRMED, True, True, errors.ChosenAlready),
        (PlaceState.CONFIRMED, False, False, errors.PlaceEnded),
        (PlaceState.CANCELLED, True, False, errors.PlaceEnded),
    ],
)
def test_the_first_choice_of_a_group(state, is_of_group, has_chosen, refusal):
    found = rules.why_not_choose(state=state, is_of_group=is_of_group, has_chosen=has_chosen)
    assert (type(found) if found else None) == refusal
