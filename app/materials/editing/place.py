"""Where a page about materials stands: at a speaker's desk, or among organisers' pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from flask import Response, redirect, url_for

from app.events.models import Event
from app.kernel.errors import Refusal
from app.kernel.pages import page
from app.materials import rules
from app.materials.enums import MaterialKind
from app.materials.models import Material
from app.materials.rules import Viewer
from app.programme.models import Session


@dataclass(frozen=True, kw_only=True)
class Place:
    """`actor` is the address that acts; `token` the desk's, empty among organisers' pages."""

    event: Event
    session: Session
    viewer: Viewer
    actor: str
    token: str = ""

    @property
    def layout(self) -> str:
        return "materials/_at_desk.html" if self.token else "materials/_organising.html"

    def why_not_change(self, row: Material) -> Refusal | None:
        return rules.why_not_change(MaterialKind(row.kind), at_desk=bool(self.token))

    def why_not_restore(self, row: Material) -> Refusal | None:
        return rules.why_not_restore(
            withdrawn_by=row.withdrawn_by, actor=self.actor, at_desk=bool(self.token)
        )

    def url(self, name: str, **values: Any) -> str:
        """The address of a page about this session's materials."""
        where: dict[str, Any] = {"token": self.token} if self.token else {"event": self.event.slug}
        if name not in ("download", "page_picture"):
            where["slug"] = self.session.slug
        blueprint = "materials" if self.token else "materials_manage"
        return url_for(f"{blueprint}.{name}", **where, **values)

    def show(self, template: str, *, status: int = 200, **values: Any) -> Response:
        return page(
            f"materials/{template}.html",
            status=status,
            event=self.event,
            token=self.token,
            session=self.session,
            place=self,
            **values,
        )

    def back(self, done: str) -> Response:
        """To the list, which says what was done."""
        return cast("Response", redirect(self.url("session", done=done), 303))
