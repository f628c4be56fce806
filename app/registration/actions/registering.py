"""Registering for the event, with sessions chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select

from app.accounts.actions import ask_for_news, find_or_add_person
from app.accounts.models import Person
from app.events import queries as events
from app.kernel.tokens import public_id, spoken_code
from app.programme.models import Slot
from app.registration import errors, messages, queries, rules
from app.registration.actions.codes import code_for
from app.registration.actions.drawing import is_to_be_drawn
from app.registration.actions.gate import Gate
from app.registration.actions.linking import link_day_and_joins
from app.registration.actions.opening import open_gate
from app.registration.actions.placing import Asked, event_state, place
from app.registration.actions.sealing import seal_needs
from app.registration.actions.telling import tell
from app.registration.enums import LIVE, CalendarChoice, PlaceKind, PlaceState
from app.registration.models import AccessCode, Registration

PERSON = "the person"
REFERENCE_LENGTH = 8
_LIVE = select(Registration.id).where(
    Registration.event_id == bindparam("event_id"),
    Registration.person_id == bindparam("person_id"),
    Registration.state.in_(LIVE),
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person asks for. `form_token` makes the same form sent twice one registration.

    `slot_ids` are the chosen slots; plenaries come by themselves. `ranks`: of slots that overlap the
    one with the lower rank (0 unless said) is wanted more. `code` is an access code as it was typed.
    `needs` is never stored in clear. `news`: the words beside the box for news, when it was ticked.
    """

    email: str
    name: str
    service_id: int | None
    other_organisation: str = ""
    slot_ids: tuple[int, ...] = ()
    ranks: Mapping[int, int] = field(default_factory=dict)
    code: str = ""
    calendar: CalendarChoice = CalendarChoice.DAY
    needs: str = ""
    language: str = "en"
    news: str = ""
    form_token: str


def register(event_id: int, wish: Wish, *, now: datetime, actor: str = PERSON) -> Registration:
    """A place in the event and, for each chosen session, a place or the end of its waiting list; when
    the event is full, the end of the event's own list with the sessions as wishes; while all who ask
    count as equal, a ticket of the draw.

    Refused: before booking opens and after it closes, sessions that clash or are gone, lists that are
    closed, a code that gives nothing, a person who is registered (see `AlreadyRegistered`). The same
    form again gives the registration it made.
    """
    gate = open_gate(event_id, now=now, actor=actor)
    if queries.made_by(wish.form_token) is not None:
        made = queries.by_form_token(wish.form_token)
        assert made is not None
        return made
    refuse_when_closed(gate)
    code = code_for(gate, wish.code) if wish.code.strip() else None
    asked = chosen(gate, wish.slot_ids, ranks=wish.ranks, with_plenaries=True)
    registration = _registration(gate, wish, code=code)
    places = place(gate, registration, asked, because="registered", code=code)
    links = link_day_and_joins(registration, [one.booking for one in places], now=now)
    if wish.needs.strip():
        seal_needs(registration, wish.needs, now=now)
    if wish.news:
        scope = gate.event.slug
        ask_for_news(registration.person, wording=wish.news, given_in=scope, now=now)
    tell(gate, registration, messages.registered(registration, places, links, gate.share))
    return registration


def chosen(
    gate: Gate, ids: Sequence[int], *, ranks: Mapping[int, int], with_plenaries: bool
) -> list[Asked]:
    """The slots asked for, and the event's plenaries; refused when gone, over or clashing."""
    wanted = set(ids)
    slots = gate.slots_and_plenaries(wanted) if with_plenaries else gate.slots(wanted)
    if not wanted <= {slot.id for slot in slots}:
        raise errors.NoSuchSlot()
    for slot in slots:
        refusal = rules.why_not_book(
            is_cancelled=slot.is_cancelled, starts_at=slot.starts_at, now=gate.now
        )
        if refusal and slot.id in wanted:
            raise refusal
    asked = [Asked(slot, ranks.get(slot.id, 0)) for slot in slots]
    _refuse_clashes(asked)
    return asked


def refuse_clash(slots: Sequence[Slot]) -> None:
    clash = rules.first_clash(slots)
    if clash:
        one, other = clash
        raise errors.SessionsClash(one.session.title, other.session.title, (one.id, other.id))


def new_registration(
    gate: Gate,
    wish: Wish,
    *,
    code: AccessCode | None = None,
    person: Person | None = None,
    state: PlaceState | None = None,
    kind: PlaceKind = PlaceKind.ATTENDEE,
    because: str = "registered",
) -> Registration:
    """The row with its state in the event: decided here unless one is given. Refused: a person who is
    registered."""
    registration = _registration(gate, wish, code=code, person=person, state=state, kind=kind)
    gate.add([registration], because=because)
    return registration


def _registration(
    gate: Gate,
    wish: Wish,
    *,
    code: AccessCode | None = None,
    person: Person | None = None,
    state: PlaceState | None = None,
    kind: PlaceKind = PlaceKind.ATTENDEE,
) -> Registration:
    """The same, not added yet: it is written together with its sessions."""
    person = person or find_or_add_person(wish.email, name=wish.name, now=gate.now)
    _refuse_second(gate, person)
    group = events.group_by_id(wish.service_id) if wish.service_id else ""
    service_id = wish.service_id if group else None
    group = group or rules.group_of(wish.other_organisation)
    why = None
    if state is None and is_to_be_drawn(gate):
        state = PlaceState.APPLIED
    elif state is None:
        state, why = event_state(gate, group=group, code=code)
    return Registration(
        public_id=public_id(),
        reference=spoken_code(REFERENCE_LENGTH),
        event=gate.event,
        person=person,
        service_id=service_id,
        other_organisation="" if service_id else wish.other_organisation,
        counts_as=group,
        state=state,
        kind=kind,
        calendar=wish.calendar,
        language=queries.language_offered(gate.event, wish.language),
        form_token=wish.form_token,
        asked_at=gate.now,
        position=gate.next_position() if state == PlaceState.WAITING else None,
        skipped_because=why or "",
        ticket=spoken_code(12) if state == PlaceState.APPLIED else None,
        code_id=code.id if code else None,
    )


def refuse_when_closed(gate: Gate) -> None:
    refusal = rules.why_closed(
        state=gate.event.state,
        opens_at=gate.event.registration_opens_at,
        closes_at=gate.event.registration_closes_at,
        now=gate.now,
    )
    if refusal:
        raise refusal


def _refuse_clashes(asked: Sequence[Asked]) -> None:
    """Of sessions that overlap only one can be wanted most; a plenary is always had."""
    for rank in {one.rank for one in asked}:
        refuse_clash([o.slot for o in asked if o.rank == rank or o.slot.session.is_plenary])


def _refuse_second(gate: Gate, person: Person) -> None:
    known = gate.session.scalar(_LIVE, {"event_id": gate.event.id, "person_id": person.id})
    if known is not None:
        raise errors.AlreadyRegistered(known)
