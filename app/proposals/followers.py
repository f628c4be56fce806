"""What happens to the panel when somebody's role ends, on whichever page that was."""

from app.events.enums import Role
from app.events.facts import RoleEnded
from app.proposals import actions, queries


def leave_panel(fact: RoleEnded) -> None:
    """Whoever reviews no more has no list any more."""
    if fact.role == Role.REVIEWER:
        for reviewer in queries.without_role(fact.person_id, event_id=fact.event_id):
            actions.leave_panel(reviewer, now=fact.at, actor=fact.actor)
