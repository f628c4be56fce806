"""A group in words, and what can be chosen for one."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.campaigns import errors
from app.campaigns.enums import GroupState
from app.campaigns.forms import ATTENDED_WORDS, IN_SESSION_WORDS, ROLE_WORDS, STATE_WORDS
from app.campaigns.rules import Audience
from app.events import queries as events
from app.events.models import Event
from app.kernel.errors import Refusal
from app.mail import errors as mail_errors
from app.mail.enums import MessageState
from app.programme import queries as programme

STATES = {
    GroupState.DRAFT: (lazy_gettext("Draft"), "grey"),
    GroupState.WAITING: (lazy_gettext("Goes soon"), "yellow"),
    GroupState.SENDING: (lazy_gettext("Going out"), "blue"),
    GroupState.SENT: (lazy_gettext("Sent"), "green"),
    GroupState.STOPPED: (lazy_gettext("Stopped"), "orange"),
}
# How one person's mail did.
MESSAGE_STATES = {
    MessageState.PREPARED: lazy_gettext("prepared"),
    MessageState.QUEUED: lazy_gettext("waiting to go"),
    MessageState.SENDING: lazy_gettext("being sent"),
    MessageState.SENT: lazy_gettext("sent"),
    MessageState.RETRYING: lazy_gettext("tried again later"),
    MessageState.FAILED: lazy_gettext("failed"),
    MessageState.STOPPED: lazy_gettext("stopped"),
}
# Refusals that belong to one question of the form; all others to the words.
FIELDS: dict[type[Refusal], str] = {
    errors.NoPlacesThere: "role",
    errors.NoServiceThere: "service",
    errors.WhichSession: "session",
    errors.NoSuchSession: "session",
    errors.NobodyThere: "attended",
    errors.NotInSubject: "subject",
    mail_errors.WordsRefused: "words",
}


def choices_of(event: Event) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Sessions by public id and title, library services by slug and name."""
    sessions = [(one.public_id, one.title) for one in programme.sessions(event.id)]
    return sessions, [(one.slug, one.name) for one in events.service_choices()]


def audience_words(event: Event, audiences: Sequence[Audience]) -> list[str]:
    """Each in one line, such as "Attendees: Has a place; Setting up a podcast"."""
    needs_names = any(one.session for one in audiences)
    titles = {o.public_id: o.title for o in programme.sessions(event.id)} if needs_names else {}
    services = {one.slug: one.name for one in events.service_choices()}
    return [_words(one, titles, services) for one in audiences]


def _words(audience: Audience, titles: dict[str, str], services: dict[str, str]) -> str:
    parts = []
    if audience.state:
        parts.append(str(STATE_WORDS[audience.state]))
    if audience.session:
        title = titles.get(audience.session, _("a session that is gone"))
        parts.append(f"{title} ({IN_SESSION_WORDS[audience.in_session]})")
    if audience.service:
        parts.append(services.get(audience.service, audience.service))
    if audience.attended:
        parts.append(str(ATTENDED_WORDS[audience.attended]))
    role = str(ROLE_WORDS.get(audience.role.value, _("One person")))
    return f"{role}: {'; '.join(parts)}" if parts else role
