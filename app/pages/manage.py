"""The organisers' overview: how the event stands, and what needs doing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.access import requires, roles_in
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page
from app.mail import queries as mails
from app.mail.enums import WAITING_TO_GO, MessageState
from app.pages.blueprint import blueprint
from app.pages.tasks import Task, about_proposals, about_timetable, task_at
from app.programme import queries as programme
from app.programme.enums import ProvisionState, RoomKind
from app.programme.models import Slot
from app.registration import queries as registration
from app.registration import rules
from app.registration.enums import PlaceState
from app.registration.rules import Count


@dataclass(frozen=True)
class Standing:
    """How the event stands, read once."""

    event: Event
    slots: Sequence[Slot]
    counts: Mapping[int, Count]
    registered: int
    offers_of_event: int
    mails: Mapping[str, int]

    @property
    def taken(self) -> int:
        return sum(count.taken for count in self.counts.values())

    @property
    def waiting(self) -> int:
        return sum(count.waiting for count in self.counts.values())

    @property
    def offered(self) -> int:
        """Of sessions and of the event."""
        return self.offers_of_event + sum(count.offered for count in self.counts.values())

    @property
    def mails_waiting(self) -> int:
        return sum(self.mails.get(state, 0) for state in (*WAITING_TO_GO, MessageState.SENDING))

    @property
    def mails_failed(self) -> int:
        return self.mails.get(MessageState.FAILED, 0)


@blueprint.get("/<event>/manage/")
@requires(Role.ORGANISER, Role.HOST, Role.ACCESS_LEAD)
def manage(event: Event) -> Response:
    """Numbers for everybody in the team; what needs doing for who can do it."""
    roles = roles_in(event)
    standing = _standing(event)
    return page(
        "pages/manage/overview.html",
        event=event,
        now=standing,
        is_organiser=Role.ORGANISER in roles,
        tasks=list(_tasks(standing, roles)),
    )


def _standing(event: Event) -> Standing:
    slots = [slot for slot in programme.slots_to_choose(event.id) if not slot.is_cancelled]
    totals = registration.totals(event.id)
    return Standing(
        event=event,
        slots=slots,
        counts=registration.counts_of(slots),
        registered=totals.get(PlaceState.CONFIRMED, 0),
        offers_of_event=totals.get(PlaceState.OFFERED, 0),
        mails=mails.counts_by_state(mails.Wanted(scope=event.slug)),
    )


def _tasks(standing: Standing, roles: Collection[Role]) -> Iterator[Task]:
    if Role.ORGANISER in roles:
        yield from _about_event(standing)
        yield from _about_programme(standing)
        yield from _about_people(standing)
        yield from _about_places(standing.event)
        yield from about_proposals(standing.event)
    if Role.ORGANISER in roles or Role.ACCESS_LEAD in roles:
        yield from _about_access(standing)


def _about_event(standing: Standing) -> Iterator[Task]:
    event = standing.event
    if not event.is_published:
        yield task_at("events_manage.publishing", event, _("The event is not published yet"))
    if event.registration_opens_at is None:
        words = _("It is not decided when booking opens")
        yield task_at("events_manage.windows", event, words)
    if not event.policies.contact_email:
        words = _("There is no address that people can write to")
        yield task_at("events_manage.words", event, words)


def _about_programme(standing: Standing) -> Iterator[Task]:
    event = standing.event
    yield from about_timetable(event)
    coming = {slot.room_id for slot in standing.slots if slot.ends_at > clock.now()}
    for room in programme.rooms(event.id):
        if room.id in coming and room.kind == RoomKind.ONLINE and not room.meeting_url:
            words = _("%(room)s has sessions but no meeting address", room=room.name)
            yield task_at("programme_manage.edit_room", event, words, room=room.slug)


def _about_people(standing: Standing) -> Iterator[Task]:
    event = standing.event
    lists = sum(
        standing.counts[slot.id].waiting > 0
        for slot in standing.slots
        if slot.starts_at > clock.now()
    )
    if lists:
        words = ngettext(
            "%(num)s session has a waiting list: raise its places, or repeat it?",
            "%(num)s sessions have waiting lists: raise places, or repeat one?",
            lists,
        )
        yield task_at("registration_manage.waiting", event, words)
    if standing.offered:
        words = ngettext(
            "%(num)s offer is open: the place is held until it is answered",
            "%(num)s offers are open: the places are held until they are answered",
            standing.offered,
        )
        yield task_at("registration_manage.waiting", event, words)
    route = mails.route()
    if route.held_at is not None:
        yield task_at("pages.outbox", event, _("All mail is held: nothing goes to anybody"))
    elif route.away_since is not None:
        yield task_at(
            "pages.outbox", event, _("The mail server takes no mail: it is tried again and again")
        )
    if standing.mails_failed:
        words = ngettext(
            "%(num)s mail could not be delivered",
            "%(num)s mails could not be delivered",
            standing.mails_failed,
        )
        yield task_at("pages.outbox", event, words, state=MessageState.FAILED.value)


def _about_places(event: Event) -> Iterator[Task]:
    """What a sell-out brings: the event's own list, a draw, groups, a release to look at."""
    if event.day_on < clock.london(clock.now()).date():
        return
    waiting = registration.event_count(event).waiting
    if waiting:
        words = ngettext(
            "%(num)s person waits for a place in the event",
            "%(num)s people wait for a place in the event",
            waiting,
        )
        yield task_at("registration_manage.waiting", event, words)
    draw = registration.draw_of(event)
    if draw is not None and draw.drawn_at is None:
        number = registration.applied(event.id)
        words = ngettext(
            "A draw is coming up: %(num)s person has applied",
            "A draw is coming up: %(num)s people have applied",
            number,
        )
        yield task_at("registration_manage.draw", event, words)
    unnamed = registration.unnamed_places(event.id)
    if unnamed:
        words = ngettext(
            "%(num)s place of a group has no name yet",
            "%(num)s places of groups have no name yet",
            unnamed,
        )
        yield task_at("registration_manage.groups", event, words)
    silent = _to_release(event)
    if silent:
        words = ngettext(
            "%(num)s person has not answered: preview the release",
            "%(num)s people have not answered: preview the release",
            silent,
        )
        yield task_at("registration_manage.reconfirm", event, words)


def _to_release(event: Event) -> int:
    """How many a release would tell, from the day on which it may be."""
    campaign = registration.reconfirmation_of(event.id)
    if campaign is None or campaign.stopped_at is not None:
        return 0
    if clock.now() < rules.release_from(event.policies.places, day_on=event.day_on):
        return 0
    preview = registration.preview(event.id, now=clock.now())
    return sum(one.releases_at is None for one in preview.to_release)


def _about_access(standing: Standing) -> Iterator[Task]:
    coming = {slot.id: slot for slot in standing.slots if slot.starts_at > clock.now()}
    for row in programme.provisions(list(coming)):
        if row.state == ProvisionState.WANTED:
            slot = coming[row.slot_id]
            what = _("Captions") if row.kind == "captions" else _("BSL")
            words = _(
                "%(what)s wanted and not booked yet: %(title)s",
                what=what,
                title=slot.session.title,
            )
            yield task_at("programme_manage.provisions", standing.event, words, slot=slot.public_id)
