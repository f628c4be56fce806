"""Beginning and filling in a draft, as a person would, and reading what was written."""

from __future__ import annotations

import re

from sqlalchemy import select

from app.kernel.database import db
from app.proposals import queries
from app.proposals.models import Proposal
from tests.support.proposals import desk_path

SAM = {
    "name": "Sam Speaker",
    "email": "sam@example.org",
    "title": "Podcasts on a shoestring",
    "service": "gateshead",
}


def begin(client, event="next", *, status=303, **changes):
    """The public form, filled in and sent."""
    return client.submit(
        client.get(f"/{event}/proposals/new"), SAM | changes, button="Begin", status=status
    )


def the_proposal(**where) -> Proposal:
    """The only proposal there is (that fits), read afresh with everything."""
    db.session.rollback()
    ref = db.session.scalars(select(Proposal.public_id).filter_by(**where)).one()
    return queries.by_ref(ref)


def link_in(mail) -> str:
    """The path of the first desk link of a mail."""
    return re.search(r"http://[^/]+(/s/\S+)", mail.text)[1]


def path_of(proposal, email="sam@example.org") -> str:
    """The proposal's page at the desk of an address."""
    return f"{desk_path(proposal.event, email)}/proposals/{proposal.public_id}"


def write(client, path, step, fields, *, button="Save and continue", status=303):
    """Fills in one part and saves it."""
    page = client.get(f"{path}/write/{step}")
    return client.submit(page, fields, action=f"write/{step}", button=button, status=status)


def fill_in(client, path, type_, *, minutes=45):
    """Everything that a proposal must have."""
    write(client, path, "session", {"format": f"{type_.public_id}-{minutes}"})
    write(client, path, "about", {"abstract": "How we began, and what it cost."})
    write(client, path, "practical", {"recording": "yes"})
