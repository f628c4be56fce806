"""What presenters need: sealed, for the access lead alone, and each reading is written down."""

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.events.enums import Role
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.proposals import queries
from app.proposals.actions.presenters import say_needs
from app.proposals.enums import ProposalState
from tests.support.builders import a_member
from tests.support.proposals import a_proposal
from tests.support.signing_in import be

PATH, LEAD = "/next/manage/speakers-needs", "access@example.org"


def with_need(event, words, **more):
    made = a_proposal(event, **more)
    with transaction():
        found = queries.locked(made.id)
        say_needs(found.lead, words, now=clock.now())
    return found


def test_the_access_lead_opens_them_and_leaves_a_trace(client, event):
    told = with_need(event, "A quiet room", title="Podcasts", lead=("Pat", "p@example.org", None))
    with_need(event, "Hidden: a draft", state=ProposalState.DRAFT)
    a_member(event, Role.ACCESS_LEAD, email=LEAD, name="Lea")
    be(client, LEAD)
    page = client.get(PATH)
    assert "Pat" in page.text and "Presents “Podcasts”" in page.text
    assert "quiet room" not in page.text
    page = client.submit(page, button="Show the needs", status=200)
    assert "A quiet room" in page.text and "Hidden" not in page.text
    (entry,) = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "speakers' needs read")
    )
    assert (entry.actor, entry.detail) == (LEAD, {"presenters": [told.lead.public_id]})


def test_nobody_else_does(orla):
    orla.get(PATH, status=403)
    assert "access needs" not in orla.get("/next/manage/details").text.lower()
