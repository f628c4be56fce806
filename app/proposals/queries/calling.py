"""What the call of an event asks: its dates, types of sessions and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.kernel.database import db
from app.kernel.transaction import needs_transaction
from app.proposals import rules
from app.proposals.enums import CallState
from app.proposals.models import Call, CallType, Question
from app.proposals.queries.proposals import call_of
from app.proposals.rules import Window


@dataclass(frozen=True)
class Terms:
    """Everything at once. `every_type` and `every_question` hold those too that have ended."""

    call: Call | None
    every_type: Sequence[CallType]
    every_question: Sequence[Question]

    @property
    def types(self) -> list[CallType]:
        """Those that can be chosen."""
        return [one for one in self.every_type if one.ended_at is None]

    @property
    def questions(self) -> list[Question]:
        """Those that are asked."""
        return [one for one in self.every_question if one.ended_at is None]

    def type_by_id(self, type_id: int | None) -> CallType | None:
        return next((one for one in self.every_type if one.id == type_id), None)

    def window_for(self, type_: CallType) -> Window:
        own = Window(type_.opens_at, type_.closes_at)
        return rules.window_for(self._own_window, own)

    def state_for(self, type_: CallType | None, *, now: datetime) -> CallState:
        """How the call stands for a type; without one, as a whole."""
        if self.call is None:
            return CallState.CLOSED
        if type_ is None:
            windows = [self.window_for(one) for one in self.types] or [self._own_window]
            return rules.together(self._state(window, now=now) for window in windows)
        return self._state(self.window_for(type_), now=now)

    def closes_at(self, type_: CallType | None) -> datetime | None:
        """The deadline of a type; without one, the last there is. None: there is no deadline."""
        windows = [self.window_for(one) for one in ([type_] if type_ else self.types)]
        dates = [window.closes_at for window in windows or [self._own_window]]
        known = [date for date in dates if date is not None]
        return max(known) if known and len(known) == len(dates) else None

    def opens_at(self) -> datetime | None:
        """When the first type opens."""
        windows = [self.window_for(one) for one in self.types] or [self._own_window]
        return min((w.opens_at for w in windows if w.opens_at is not None), default=None)

    @property
    def _own_window(self) -> Window:
        return Window(self.call.opens_at, self.call.closes_at) if self.call else Window()

    def _state(self, window: Window, *, now: datetime) -> CallState:
        assert self.call is not None, "only a call has a state"
        is_withdrawn = self.call.withdrawn_at is not None
        return rules.state_of_call(window, is_withdrawn=is_withdrawn, now=now)


def terms_of(event_id: int) -> Terms:
    return Terms(call_of(event_id), types_of(event_id), questions_of(event_id))


def locked_call(event_id: int) -> Call | None:
    """The call read afresh with its row locked: who changes it, its types and its questions comes one
    after the other, and so does who begins a proposal."""
    return needs_transaction().scalar(
        select(Call)
        .where(Call.event_id == event_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def types_of(event_id: int) -> Sequence[CallType]:
    """Ended ones too, in their order."""
    return db.session.scalars(
        select(CallType)
        .where(CallType.event_id == event_id)
        .order_by(CallType.position, CallType.id)
    ).all()


def questions_of(event_id: int) -> Sequence[Question]:
    """Ended ones too, in their order."""
    return db.session.scalars(
        select(Question)
        .where(Question.event_id == event_id)
        .order_by(Question.position, Question.id)
    ).all()
