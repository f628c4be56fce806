"""Trying other numbers: what they would do to the lists as they are now. Nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, request
from werkzeug.datastructures import MultiDict

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import UNPROCESSABLE, page
from app.programme import queries as programme
from app.registration import queries, rules
from app.registration.manage.blueprint import blueprint
from app.registration.manage.forms import TryForm
from app.registration.queries import TryList
from app.registration.rules import simulation


@dataclass(frozen=True)
class Tried:
    """One list: who would move up with today's numbers and with others, and what is the difference."""

    list: TryList
    before: Sequence[str]
    after: Sequence[str]

    @property
    def effect(self) -> simulation.Effect:
        return simulation.difference(list(self.before), list(self.after), self.list.waiting)


@blueprint.get("/<event>/manage/fairness/try")
@requires(Role.ORGANISER)
def try_numbers(event: Event) -> Response:
    """Today's numbers stand in the boxes until others are tried."""
    sent = "event_places" in request.args or "more" in request.args
    form = _form(event, sent=sent)
    good = form.validate() if sent else True
    slots = [slot for slot in programme.slots_to_choose(event.id) if not slot.is_cancelled]
    lists = queries.lists_to_try(event, queries.slot_lists(event, slots), now=clock.now())
    tried = [_tried(one, form) for one in lists] if sent and good else []
    return page(
        "registration/manage/try.html",
        status=200 if good else UNPROCESSABLE,
        event=event,
        form=form,
        lists=lists,
        tried=tried,
        whole=_whole(tried),
    )


def _form(event: Event, *, sent: bool) -> TryForm:
    if sent:
        return TryForm(MultiDict(request.args))
    policy = event.policies.places
    step = policy.share_at(clock.now())
    return TryForm(
        formdata=None,
        data={
            "event_places": policy.capacity,
            "event_share": step.per_event if step else None,
            "slot_share": step.per_slot if step else None,
        },
    )


def _tried(one: TryList, form: TryForm) -> Tried:
    if one.slot is None:
        places = form.event_places.data
        wanted = rules.UNLIMITED if places is None else places
        more, share = wanted - one.count.capacity, form.event_share.data
    else:
        room_left = max(one.slot.room_capacity - one.count.capacity, 0)
        more, share = min(form.more.data or 0, room_left), form.slot_share.data
    return Tried(one, one.moved(share=one.share), one.moved(more=more, share=share))


def _whole(tried: Sequence[Tried]) -> simulation.Effect:
    """Each person once, whatever lists they are on."""
    everybody = [waiting for one in tried for waiting in one.list.waiting]
    before = sorted({ref for one in tried for ref in one.before})
    after = sorted({ref for one in tried for ref in one.after})
    return simulation.difference(before, after, everybody)
