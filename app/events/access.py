"""The permission edge: who may open a view of an event.

    @blueprint.get("/<event>/manage/details")
    @requires(Role.ORGANISER)
    def details(event: Event) -> Response: ...

The event is loaded and handed on; an unknown one is 404, nobody signed in is sent to sign in, and somebody
without the role gets 403.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, g

from app.accounts.access import ask_to_sign_in, signed_in
from app.events import queries, rules
from app.events.enums import Role
from app.events.models import Event
from app.events.navigation import manage_groups

View = Callable[..., Any]


def requires(*roles: Role) -> Callable[[View], View]:
    """The view is for who has one of `roles` in the event of its address (`<event>`, a slug)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(event: str, **values: Any) -> Any:
            found = queries.by_slug(event)
            if found is None:
                abort(404)
            if signed_in() is None:
                return ask_to_sign_in()
            if not any(may(found, role) for role in roles):
                abort(403)
            return view(event=found, **values)

        return guarded

    return guard


def requires_everywhere(role: Role) -> Callable[[View], View]:
    """The view is for who has the role in all events."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            if signed_in() is None:
                return ask_to_sign_in()
            if not may(None, role):
                abort(403)
            return view(**values)

        return guarded

    return guard


def may(event: Event | None, role: Role | str) -> bool:
    """Whether the signed-in person may do what `role` may; without an event: in all events."""
    return rules.may_act(roles_in(event), Role(role))


def roles_in(event: Event | None) -> frozenset[Role]:
    """The roles of the signed-in person in an event, asked once a request."""
    user = signed_in()
    if user is None:
        return frozenset()
    known: dict[int | None, frozenset[Role]] = g.setdefault("roles_in_events", {})
    key = event.id if event else None
    if key not in known:
        known[key] = frozenset(queries.roles_of(key, user.person_ids))
    return known[key]


def set_up_access(app: Flask) -> None:
    """What templates may ask: `may(event, "access_lead")`, `manage_groups(event)`."""
    app.jinja_env.globals["may"] = may
    app.jinja_env.globals["manage_groups"] = lambda event: manage_groups(
        event, roles=roles_in(event)
    )
