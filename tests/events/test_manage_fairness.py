"""How places are given: the page of the rules, and services that count as one."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.events import queries
from app.events.enums import Fairness
from app.events.policies import PlacesPolicy, ShareStep
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration.enums import PlaceState
from app.registration.models import Draw, Registration
from tests.support.builders import a_member, a_registration, a_service
from tests.support.signing_in import be

FAIRNESS = "/next/manage/fairness"


def places() -> PlacesPolicy:
    db.session.rollback()
    return queries.by_slug("next").policies.places


def booking_opens_now():
    with transaction():
        queries.by_slug("next").registration_opens_at = clock.now()


def saved(orla, **fields):
    page = orla.submit(orla.get(FAIRNESS), fields, button="Save", status=303)
    return orla.follow(page)


def refused(orla, **fields):
    page = orla.submit(orla.get(FAIRNESS), fields, button="Save", status=422)
    return page, " | ".join(page.errors())


def test_saving_it_as_it_stands_changes_nothing(orla):
    assert "Saved" in saved(orla).text
    assert places() == PlacesPolicy()


def test_the_simple_case_folds_everything_else_away(orla):
    page = orla.get(FAIRNESS)
    folds = page.html.find("main").find_all("details")
    assert [fold.summary.get_text(strip=True) for fold in folds] == [
        "Shares",
        "The draw",
        "More rules",
    ]
    assert not any(fold.has_attr("open") for fold in folds)


def test_the_events_places_give_a_place_to_who_waits(orla, event, outbox):
    saved(orla, capacity="1")
    for name in ("Ada", "Bryn"):
        a_registration(event, name=name)
    saved(orla, capacity="2")
    db.session.rollback()
    states = db.session.scalars(select(Registration.state).order_by(Registration.id)).all()
    assert states == [PlaceState.CONFIRMED, PlaceState.OFFERED]
    assert len(outbox(template="registration/email/admitted")) == 1


def test_shares_hold_until_their_time_in_london(orla):
    saved(
        orla,
        fairness="shares",
        share_1_until="2027-05-20T17:00",
        share_1_event="4",
        share_1_slot="2",
        share_2_until="2027-06-01T09:00",
        share_2_event="6",
    )
    assert places().fairness == Fairness.SHARES
    assert places().shares == (
        ShareStep(until=datetime(2027, 5, 20, 16, tzinfo=UTC), per_event=4, per_slot=2),
        ShareStep(until=datetime(2027, 6, 1, 8, tzinfo=UTC), per_event=6),
    )
    page = orla.get(FAIRNESS)
    assert page.html.find(id="share_1_until")["value"] == "2027-05-20T17:00"
    assert page.html.find("details").has_attr("open")


def test_a_draw_has_its_seed_from_now_on_and_the_page_says_what_leaving_it_does(orla):
    booking_opens_now()
    page = saved(orla, fairness="draw", draw_how="working_day")
    assert "places are drawn at once" in page.text
    assert places().draw_working_day
    assert db.session.scalar(select(Draw)).drawn_at is None


def test_leaving_the_draw_draws_who_has_applied(orla, event):
    booking_opens_now()
    saved(orla, fairness="draw", draw_how="minutes", draw_minutes="60")
    one = a_registration(event)
    assert one.state == PlaceState.APPLIED
    saved(orla, fairness="simple")
    db.session.rollback()
    assert db.session.get(Registration, one.id).state == PlaceState.OFFERED
    assert db.session.scalar(select(Draw)).drawn_at is not None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"fairness": "shares"}, "Enter until when the first share holds"),
        ({"share_1_event": "4"}, "Enter until when this share holds"),
        (
            {"share_2_until": "2027-05-20T17:00"},
            "Enter how many places a library service may hold until then",
        ),
        ({"share_1_until": "soon", "share_1_event": "4"}, "Enter a date and a time"),
        ({"share_1_until": "2027-05-20T17:00", "share_1_event": "0"}, "A share is at least one"),
        ({"share_1_until": "2027-05-20T17:00", "share_1_event": "four"}, "Enter a whole number"),
        ({"capacity": "1000000"}, "up to 100,000 places"),
        ({"capacity": "-1"}, "Enter a whole number, like 200"),
        ({"fairness": "luck"}, "Not a valid choice"),
        ({"offer_hours": "0"}, "Enter a whole number from 1 to 240"),
        ({"offer_from_hour": "20"}, "two different hours of a day"),
        ({"release_days": "6"}, "later each time"),
        (
            {
                "share_1_until": "2027-05-20T17:00",
                "share_1_event": "4",
                "share_2_until": "2027-05-21T17:00",
                "share_2_event": "2",
            },
            "A later share cannot be smaller",
        ),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(orla, fields, sentence):
    page, said = refused(orla, **fields)
    assert sentence in said
    for name, typed in fields.items():
        if name != "fairness":
            assert page.html.find(id=name)["value"] == typed
            if page.html.find(id=name).find_parent(class_="govuk-form-group--error"):
                assert page.html.find(id=name).find_parent("details") is None or (
                    page.html.find(id=name).find_parent("details").has_attr("open")
                )
    assert places() == PlacesPolicy()


def test_a_service_counts_as_a_group_for_new_registrations(client, app, event):
    a_member(None, email="eve@example.org", name="Eve")
    be(client, "eve@example.org")
    before = a_registration(event, service=a_service())
    page = client.get("/services")
    assert "Gateshead" in page.text
    page = client.get("/services/gateshead")
    page = client.submit(page, {"counts_as": "Tyne & Wear"}, button="Save", status=303)
    assert "Saved for Gateshead" in client.follow(page).text
    assert a_service().group == "tyne-and-wear"
    after = a_registration(event, service=a_service())
    db.session.rollback()
    groups = [db.session.get(Registration, one.id).counts_as for one in (before, after)]
    assert groups == ["gateshead", "tyne-and-wear"]
    (entry,) = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "library service group changed")
    )
    assert (entry.actor, entry.subject, entry.detail["after"]) == (
        "eve@example.org",
        "gateshead",
        "tyne-and-wear",
    )
    client.submit(client.get("/services/gateshead"), {"counts_as": ""}, button="Save", status=303)
    db.session.rollback()
    assert a_service().counts_as == ""
    client.get("/services/nowhere", status=404)


def test_only_who_organises_all_events_groups_services(orla):
    orla.get("/services", status=403)
