"""Changes to events on a real database: rows, outbox and audit trail."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.events import actions, errors, queries
from app.events.enums import EventState, Role
from app.events.models import Event, Membership
from app.kernel.clock import london
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import queries as programme
from tests.support.builders import DAY, a_member, a_slot, an_event

ORLA = "orla@example.org"


@pytest.fixture
def do(app, clock):
    """Runs an action in a transaction of its own, as Orla."""

    def go(action, *args, **values):
        with transaction():
            return action(*args, now=clock.now(), actor=ORLA, **values)

    return go


def a_draft(**more) -> actions.EventDraft:
    values = {"name": "September", "slug": "september", "day_on": date(2027, 9, 16)}
    return actions.EventDraft(**{**values, "template": "online-day", **more})


def details(event, **more) -> actions.DetailsDraft:
    values = {"name": event.name, "slug": event.slug, "day_on": event.day_on}
    return actions.DetailsDraft(**{**values, **more})


def trail() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(row.actor, row.action, row.scope) for row in rows]


@pytest.mark.parametrize(
    ("template", "rooms", "tracks", "sessions_needed"),
    [
        ("online-day", ["Main stage", "Studio A", "Studio B", "Lab", "Lounge"], 3, 2),
        ("half-day", ["Main stage", "Studio A", "Studio B"], 2, 1),
        ("nothing", [], 0, 1),
    ],
)
def test_an_event_begins_with_what_its_template_gives(do, template, rooms, tracks, sessions_needed):
    event = do(actions.create_event, a_draft(template=template))
    assert event.state == EventState.DRAFT
    assert [room.name for room in programme.rooms(event.id)] == rooms
    assert len(programme.tracks(event.id)) == tracks
    assert event.policies.minimum_sessions == sessions_needed
    assert event.registration_opens_at < event.registration_closes_at
    assert trail()[0] == (ORLA, "event created", "september")


def test_whoever_creates_it_organises_it_and_is_not_told(do, outbox):
    orla = a_member(None)
    event = do(actions.create_event, a_draft(), organiser_id=orla.id)
    roles = [(mate.role, mate.everywhere) for mate in queries.team(event.id)]
    assert sorted(roles, key=str) == [(Role.ORGANISER, False), (Role.ORGANISER, True)]
    assert outbox() == []


@pytest.mark.parametrize(
    ("slug", "refusal"),
    [
        ("next", errors.AddressTaken),
        ("events", errors.AddressReserved),
        ("Nice Day", errors.BadAddress),
    ],
)
def test_an_address_that_cannot_be_leaves_nothing(do, slug, refusal):
    an_event("next")
    with pytest.raises(refusal):
        do(actions.create_event, a_draft(slug=slug))
    assert [event.slug for event in queries.all_events()] == ["next"]


def test_a_change_is_seen_in_the_revision_and_recorded(do):
    event = an_event()
    before = event.revision
    do(actions.edit_details, event.id, details(event, name="New name", notice="Moved online"))
    do(actions.edit_policies, event.id, minimum_sessions=3, organiser_name="A charity")
    event = queries.by_slug("next")
    assert (event.name, event.notice, event.revision) == ("New name", "Moved online", before + 2)
    assert (event.policies.minimum_sessions, event.policies.join_opens_minutes) == (3, 15)
    assert [what for _, what, _ in trail()] == ["event details changed", "event policies changed"]


def test_another_day_takes_the_sessions_along_at_their_times(do):
    event = an_event(state=EventState.DRAFT)
    slot = a_slot(event, start="10:30", end="11:15")
    do(actions.edit_details, event.id, details(event, day_on=date(2027, 11, 11)))
    db.session.refresh(slot)
    assert london(slot.starts_at).strftime("%Y-%m-%d %H:%M") == "2027-11-11 10:30"
    assert slot.starts_at.hour == 10  # winter: London is UTC
    assert slot.ends_at - slot.starts_at == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"day_on": DAY + timedelta(days=1)}, errors.DayIsPublic),
        ({"slug": "other"}, errors.AddressIsPublic),
    ],
)
def test_a_published_event_keeps_day_and_address(do, change, refusal):
    event = an_event()
    with pytest.raises(refusal):
        do(actions.edit_details, event.id, details(event, **change))


def test_a_draft_may_have_another_address_but_not_a_taken_one(do):
    event = an_event("draft", state=EventState.DRAFT)
    an_event("taken")
    with pytest.raises(errors.AddressTaken):
        do(actions.edit_details, event.id, details(event, slug="taken"))
    do(actions.edit_details, event.id, details(event, slug="june"))
    assert queries.by_slug("june").id == event.id


def test_the_window(do, clock):
    opens = clock.now() + timedelta(days=1)
    event = an_event(opens=opens)
    later = {"opens_at": opens + timedelta(days=1), "closes_at": opens + timedelta(days=9)}
    do(actions.edit_windows, event.id, **later)
    assert queries.by_slug("next").registration_opens_at == later["opens_at"]
    with pytest.raises(errors.ClosesBeforeOpening):
        do(actions.edit_windows, event.id, opens_at=opens, closes_at=opens)
    clock.at = later["opens_at"]
    with pytest.raises(errors.BookingHasOpened):
        do(actions.edit_windows, event.id, opens_at=opens, closes_at=later["closes_at"])
    do(actions.edit_windows, event.id, **(later | {"closes_at": clock.now() + timedelta(hours=1)}))


def test_a_policy_that_cannot_be_is_refused_with_its_sentence(do):
    event = an_event()
    with pytest.raises(errors.BadPolicyChosen, match="At least one kind of evidence"):
        do(actions.edit_policies, event.id, evidence_join=False, evidence_host=False)


def test_publishing_and_taking_back(do, clock):
    event = do(actions.create_event, a_draft())
    with pytest.raises(errors.NotReady):
        do(actions.publish, event.id)
    do(actions.edit_policies, event.id, contact_email="team@example.org")
    do(actions.publish, event.id)
    assert queries.published_by_slug("september") is not None
    do(actions.unpublish, event.id)
    assert queries.published_by_slug("september") is None
    do(actions.publish, event.id)
    clock.at = queries.by_slug("september").registration_opens_at
    with pytest.raises(errors.CannotUnpublish):
        do(actions.unpublish, event.id)


def test_publishing_twice_is_publishing_once(do):
    event = an_event()
    revision = event.revision
    do(actions.publish, event.id)
    assert queries.by_slug("next").revision == revision
    assert trail() == []


def test_a_role_is_told_once_and_recorded(do, outbox):
    event = an_event()
    ben = a_member(event, Role.HOST, email="ben@example.org", name="Ben")
    for _ in range(2):
        do(actions.grant_role, ben.id, Role.ACCESS_LEAD, event.id)
    (mail,) = outbox()
    assert mail.subject == "You are on the team of Digital Bootcamp next"
    assert "You are the access lead" in mail.text
    assert "http://bootcamp.test/sign-in?next=/events" in mail.text
    assert queries.roles_of(event.id, [ben.id]) == {Role.HOST, Role.ACCESS_LEAD}
    assert trail() == [(ORLA, "role granted", "next")]


def test_a_role_ends_and_can_come_back(do):
    event = an_event()
    ben = a_member(event, Role.HOST, email="ben@example.org", name="Ben")
    do(actions.end_role, ben.id, Role.HOST, event.id)
    assert queries.roles_of(event.id, [ben.id]) == set()
    with pytest.raises(errors.NoSuchRole):
        do(actions.end_role, ben.id, Role.HOST, event.id)
    do(actions.grant_role, ben.id, Role.HOST, event.id)
    assert queries.roles_of(event.id, [ben.id]) == {Role.HOST}
    assert len(db.session.scalars(select(Membership)).all()) == 2


def test_the_last_organiser_stays(do):
    event = an_event()
    orla = a_member(event)
    with pytest.raises(errors.LastOrganiser):
        do(actions.end_role, orla.id, Role.ORGANISER, event.id)
    a_member(None, email="ada@example.org", name="Ada")  # organises all events, so this one too
    do(actions.end_role, orla.id, Role.ORGANISER, event.id)


def test_who_organises_all_events_is_not_needed_twice_in_one(do):
    event = an_event()
    orla = a_member(event)
    do(actions.grant_role, orla.id, Role.ORGANISER, None)
    do(actions.end_role, orla.id, Role.ORGANISER, event.id)
    assert queries.roles_of(event.id, [orla.id]) == {Role.ORGANISER}
    with pytest.raises(errors.LastOrganiser):
        do(actions.end_role, orla.id, Role.ORGANISER, None)


def test_a_role_in_one_event_is_none_in_another(do):
    one, other = an_event("one"), an_event("other")
    orla, ada = a_member(one), a_member(None, email="ada@example.org", name="Ada")
    assert queries.roles_of(other.id, [orla.id]) == set()
    assert [event.slug for event, _ in queries.events_of([orla.id])] == ["one"]
    assert queries.roles_of(other.id, [ada.id]) == {Role.ORGANISER}
    assert {event.slug for event, _ in queries.events_of([ada.id])} == {"one", "other"}


def test_two_who_create_the_same_address_at_once(app, do, monkeypatch):
    """Both looked before either wrote: the table's own constraint decides, as a sentence."""
    an_event("september")
    monkeypatch.setattr(queries, "by_slug", lambda slug: None)
    with pytest.raises(errors.AddressTaken):
        do(actions.create_event, a_draft())
    assert len(db.session.scalars(select(Event)).all()) == 1
