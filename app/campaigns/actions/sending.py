"""A mail to a group goes, in pieces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.campaigns import messages, queries
from app.campaigns.actions.writing import post_piece
from app.campaigns.enums import GroupState
from app.campaigns.models import GroupMail
from app.campaigns.queries import Recipient
from app.campaigns.rules import PIECE, Audience
from app.kernel.transaction import needs_transaction
from app.mail.actions import post


def write_piece(ref: str, *, goes_at: datetime, after: int, now: datetime) -> None:
    """What the job of a mail does: the next people of the group, as it is at this minute. Nothing when it
    was stopped, or was sent anew since. Its row is locked, so that stopping comes between two pieces."""
    mail = queries.locked_mail(ref)
    is_going = mail.state in (GroupState.WAITING, GroupState.SENDING)
    if not is_going or mail.goes_at != goes_at:
        return
    mail.state = GroupState.SENDING
    people = queries.recipients_of(mail.event, Audience.from_json(mail.audience), now=now)
    left = [one for one in people if one.key > after]
    _write(mail, left[:PIECE], now=now)
    needs_transaction().flush()
    mail.people = queries.written_in(mail.public_id)
    if len(left) > PIECE:
        post_piece(mail, due_at=now, after=left[PIECE - 1].key)
    else:
        mail.state, mail.ended_at = GroupState.SENT, now


def _write(mail: GroupMail, people: Sequence[Recipient], *, now: datetime) -> None:
    if mail.is_news:
        links = accounts.links_of([one.ref for one in people], LinkPurpose.NEWS)
        for one in people:
            post(messages.news_to(mail, one, links[one.ref]), now=now)
        return
    places = queries.places_for(people)
    for one in people:
        post(messages.to_group(mail, one, places.get(one.key)), now=now)
