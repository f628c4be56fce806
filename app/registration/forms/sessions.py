"""Choosing sessions: one question a time, with second choices where the first may not be had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext
from wtforms import RadioField, SelectField
from wtforms.form import BaseForm
from wtforms.validators import Optional

from app.kernel import shown
from app.programme.queries import MenuItem
from app.registration import rules
from app.registration.queries import ShareStanding

NOTHING = ""


@dataclass(frozen=True)
class Choice:
    """One slot as the form offers it. `share`: how the person's service stands in it, if that counts;
    `is_closed`: its waiting list takes nobody any more; `is_drawn`: its places are drawn; `is_kept`: the
    person's access code keeps a place in it."""

    slot: MenuItem
    count: rules.Count
    share: ShareStanding | None = None
    is_closed: bool = False
    is_drawn: bool = False
    is_kept: bool = False

    @property
    def is_full(self) -> bool:
        """Whether who asks now would wait; what can be had once it is drawn is not full."""
        if self.is_drawn or self.is_kept:
            return False
        at_share = self.share is not None and self.share.is_reached
        return self.count.left == 0 or at_share

    @property
    def cannot_be_had(self) -> bool:
        return self.is_closed and self.count.left == 0 and not self.is_kept

    @property
    def label(self) -> str:
        return self.slot.title

    @property
    def hint(self) -> str:
        services, room = self.slot.services, self.slot.room
        where = f"{services} · {room}" if services else room
        return f"{where}. {self.places}"

    @property
    def places(self) -> str:
        """What is left, said plainly."""
        if self.is_kept:
            return str(_("A place is kept back for you with your access code"))
        if self.cannot_be_had:
            return str(_("Full, and its waiting list is closed"))
        if self.is_drawn:
            return str(
                lazy_ngettext(
                    "%(num)s place, to be drawn", "%(num)s places, to be drawn", self.count.left
                )
            )
        if not self.is_full:
            left = self.count.left
            return str(lazy_ngettext("%(num)s place left", "%(num)s places left", left))
        if self.count.left and self.share is not None and self.share.is_reached:
            return self.share.sentence
        waiting = lazy_ngettext(
            "%(num)s person is waiting", "%(num)s people are waiting", self.count.waiting
        )
        if not self.count.waiting:
            return str(_("Full: you would be first on the waiting list"))
        return str(_("Full: you would join the waiting list (%(waiting)s)", waiting=waiting))


@dataclass(frozen=True)
class Picked:
    """A chosen slot; `rank` 0 is the first choice at its time."""

    choice: Choice
    rank: int


class SessionsForm:
    """Sessions to choose. At a time where something is full a second choice can be named, to be kept
    until the first comes; in a draw all sessions of a time can be put in order.

    Sessions that overlap without starting and ending together are caught by the rule instead.
    """

    def __init__(
        self,
        choices: Iterable[Choice],
        *,
        typed: Any = None,
        ranks: Mapping[str, int] | None = None,
    ) -> None:
        self.times: dict[str, list[Choice]] = {}
        for choice in choices:
            self.times.setdefault(_time_key(choice.slot), []).append(choice)
        fields: dict[str, Any] = {}
        data: dict[str, str] = {}
        for name, group in self.times.items():
            wished = _wished(group, ranks or {})
            for rank in range(_depth(group)):
                key = name if rank == 0 else f"{name}-then-{rank}"
                fields[key] = _question(group) if rank == 0 else _then(group, rank)
                data[key] = wished[rank] if rank < len(wished) else NOTHING
        self.form = BaseForm(fields)
        self.form.process(typed, data=data)

    @property
    def errors(self) -> dict[str, Any]:
        return dict(self.form.errors)

    def questions(self) -> list[tuple[Any, dict[str, str], list[Any]]]:
        """For each time the first question with the hints of its answers, and the further ones."""
        return [
            (self.form[name], {c.slot.public_id: c.hint for c in group}, self._further(name))
            for name, group in self.times.items()
        ]

    def picked(self) -> list[Picked]:
        """What was chosen, by time, the best first."""
        found = []
        for name, group in self.times.items():
            by_ref = {choice.slot.public_id: choice for choice in group}
            wished = [by_ref[ref] for ref in self._answers(name) if ref in by_ref]
            found += [Picked(choice, rank) for rank, choice in enumerate(wished)]
        return found

    def validate(self) -> bool:
        if not self.form.validate():
            return False
        for name in self.times:
            answers = self._answers(name)
            if len(answers) != len(set(answers)):
                self._refuse(name, _("You chose the same session twice at this time"))
        gone = [p for p in self.picked() if p.choice.cannot_be_had]
        for one in gone:
            sentence = _(
                "“%(title)s” is full and its waiting list is closed", title=one.choice.label
            )
            self._refuse(_time_key(one.choice.slot), sentence)
        clash = rules.first_clash([p.choice.slot for p in self.picked() if p.rank == 0])
        for slot in clash or ():
            self._refuse(_time_key(slot), _clash_sentence(clash))
        return not any(self.form[name].errors for name in self.times)

    def _further(self, name: str) -> list[Any]:
        return [field for field in self.form if field.name.startswith(f"{name}-then-")]

    def _answers(self, name: str) -> list[str]:
        fields = [self.form[name], *self._further(name)]
        return [field.data for field in fields if field.data]

    def _refuse(self, name: str, sentence: Any) -> None:
        field = self.form[name]
        field.errors = [*field.errors, sentence]


def _depth(group: Sequence[Choice]) -> int:
    """How many choices a time asks for: one, two where something is full, all of them in a draw."""
    if any(choice.is_drawn for choice in group):
        return len(group)
    return 2 if len(group) > 1 and any(choice.is_full for choice in group) else 1


def _wished(group: Sequence[Choice], ranks: Mapping[str, int]) -> list[str]:
    mine = [choice.slot.public_id for choice in group if choice.slot.public_id in ranks]
    return sorted(mine, key=lambda ref: ranks[ref])


def _clash_sentence(clash: tuple[MenuItem, MenuItem] | None) -> Any:
    assert clash is not None
    return _(
        "“%(first)s” and “%(second)s” are at the same time. Choose one of them.",
        first=clash[0].title,
        second=clash[1].title,
    )


def _time_key(slot: MenuItem) -> str:
    return f"at-{_stamp(slot.starts_at)}-{_stamp(slot.ends_at)}"


def _stamp(instant: datetime) -> str:
    return instant.strftime("%d%H%M")


def _question(group: Sequence[Choice]) -> Any:
    slot = group[0].slot
    when = f"{shown.clock_time(slot.starts_at)} to {shown.clock_time(slot.ends_at)}"
    answers = [(choice.slot.public_id, choice.label) for choice in group]
    return RadioField(
        when,
        choices=[*answers, (NOTHING, _("No session at this time"))],
        default=NOTHING,
        validators=[Optional()],
    )


def _then(group: Sequence[Choice], rank: int) -> Any:
    """A further choice at the same time."""
    answers = [(choice.slot.public_id, choice.label) for choice in group]
    is_drawn = any(choice.is_drawn for choice in group)
    label = (
        _("Choice %(number)s at this time", number=rank + 1)
        if is_drawn
        else _("If that one is full, keep me a place in this one until a place comes free")
    )
    return SelectField(
        label,
        choices=[(NOTHING, _("No other session")), *answers],
        default=NOTHING,
        validators=[Optional()],
    )
