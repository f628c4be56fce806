"""What a reviewer must not know stands nowhere: every address that a reviewer may open, from the app's own
table of routes, so that a new page is looked at without being named here."""

import itertools
import re
from urllib.parse import quote

import pytest

from app.events.enums import Role
from app.kernel import clock
from app.kernel.transaction import transaction
from app.materials.enums import FileKind, ScanState
from app.materials.models import StoredFile
from app.proposals import queries
from app.proposals.enums import ProposalState, QuestionKind
from app.proposals.models import Answer, Proposal, Question
from tests.support.builders import a_member, a_service, an_event
from tests.support.client import CheckingClient
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer, a_type
from tests.support.reviews import a_review, a_track, assign
from tests.support.signing_in import be

RHYS = "rhys@example.org"
# No two share a part, and none is a word of ours.
IDENTITY = {
    "lead": "Quillfeather",
    "presenter": "Brambletwist",
    "address": "zanzibarbara",
    "organisation": "Thistledownian",
    "role": "Chiefwhiskerer",
    "file": "glockenspielchen",
    "link": "flibbertigibbet",
    "private": "Mumblecrustation",
    "needs": "Snarkleberries",
    "service": "Gateshead",
}
TITLE, WORDS = "Xylophonological", "Umbrellophagous"


@pytest.fixture
def panel(event):
    a_call(event, is_blind=True)
    a_category(event)
    return a_reviewer(event, service=a_service("york"), email=RHYS)


@pytest.fixture
def rhys(client, panel):
    be(client, RHYS)
    return client


def ask(event, proposal, kind, **more):
    values = {"label": f"A {kind}", "for_reviewers": True} | more
    text = values.pop("value", "")
    file_id = values.pop("file_id", None)
    with transaction() as session:
        question = Question(event_id=event.id, kind=kind, **values)
        session.add(question)
        session.flush()
        session.add(
            Answer(proposal_id=proposal.id, question_id=question.id, value=text, file_id=file_id)
        )


def a_file(event):
    with transaction() as session:
        row = StoredFile(
            event_id=event.id,
            storage_key="k1",
            name=f"{IDENTITY['file']}.pdf",
            kind=FileKind.PDF,
            size=1,
            sha256="0" * 64,
            uploaded_by=f"{IDENTITY['address']}@example.org",
            created_at=clock.now(),
            scan=next(iter(ScanState)),
        )
        session.add(row)
    return row


def marked(event, service="gateshead", **more):
    """A proposal whose every trace of its people is a marker."""
    proposal = a_proposal(
        event,
        TITLE,
        abstract=WORDS,
        type_id=a_type(event).id,
        track_id=a_track(event).id,
        technical_needs=IDENTITY["needs"],
        lead=(f"Ada {IDENTITY['lead']}", f"{IDENTITY['address']}@example.org", a_service(service)),
        presenters=[(f"Bo {IDENTITY['presenter']}", f"bo.{IDENTITY['address']}@example.org", None)],
        **more,
    )
    with transaction() as session:
        row = session.get_one(Proposal, proposal.id)
        for presenter in row.presenters:
            presenter.role = IDENTITY["role"]
        row.presenters[1].other_organisation = IDENTITY["organisation"]
    ask(event, proposal, QuestionKind.FILE, file_id=a_file(event).id)
    ask(event, proposal, QuestionKind.LINK, value=f"https://{IDENTITY['link']}.example.org")
    ask(event, proposal, QuestionKind.TEXT, value=IDENTITY["private"], for_reviewers=False)
    return proposal


def addresses(app, proposals):
    """Every GET address, with each of the proposals where one is named."""
    refs = [one.public_id for one in proposals]
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        values = {name: ["next"] if name == "event" else ["1", *refs] for name in rule.arguments}
        values |= {name: ["1"] for name in re.findall(r"<int:(\w+)>", rule.rule)}
        for chosen in itertools.product(*values.values()):
            with app.test_request_context():
                yield app.url_for(rule.endpoint, **dict(zip(values, chosen, strict=True)))


def everything(client, path, app) -> str:
    """Body and headers of an answer, and nothing of it for who is not let in."""
    with app.app_context():
        answer = client.http.get(path)
    assert answer.status_code < 500, path
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return f"{answer.status_code}\n{headers}\n{answer.get_data().decode('utf-8', 'replace')}"


def leaks(client, app, proposals, markers, *, known=()):
    """(address, marker) of whatever stands where it must not; `known` stood there before there was any
    proposal, such as the name of a library service in a list of all of them."""
    return [
        (path, marker)
        for path in addresses(app, proposals)
        for text in [everything(client, path, app).casefold()]
        for marker in markers
        if marker.casefold() in text and (path, marker) not in known
    ]


@pytest.mark.parametrize("has_reviewed", [False, True], ids=["before scoring", "after scoring"])
def test_blind_means_blind_on_every_page(app, rhys, panel, event, has_reviewed):
    known = leaks(rhys, app, [], IDENTITY.values())
    proposal = marked(event)
    assign((proposal, panel))
    if has_reviewed:
        a_review(proposal, panel, 3, text="Fine")
    assert leaks(rhys, app, [proposal], IDENTITY.values(), known=known) == []
    page = rhys.get(f"/next/manage/reviews/{proposal.public_id}")
    assert page.h1 == TITLE, "the proposal itself is read"
    assert WORDS in page.text


def test_the_markers_would_be_found(app, rhys, event):
    """The same proposal when reviewing is not blind: what may be read then is read."""
    known = leaks(rhys, app, [], IDENTITY.values())
    proposal = marked(event)
    with transaction() as session:
        session.merge(queries.call_of(event.id)).is_blind = False
    found = {marker for _, marker in leaks(rhys, app, [proposal], IDENTITY.values(), known=known)}
    hidden_always = {IDENTITY["address"], IDENTITY["private"], IDENTITY["needs"]}
    assert found == set(IDENTITY.values()) - hidden_always


@pytest.mark.parametrize("is_blind", [False, True], ids=["open", "blind"])
@pytest.mark.parametrize(
    "made",
    [
        pytest.param({"service": "york"}, id="the own service offers it"),
        pytest.param({"state": ProposalState.DRAFT}, id="a draft"),
        pytest.param({"state": ProposalState.WITHDRAWN}, id="withdrawn"),
    ],
)
def test_what_is_not_theirs_stands_nowhere(app, rhys, panel, event, is_blind, made):
    with transaction() as session:
        session.merge(queries.call_of(event.id)).is_blind = is_blind
    proposal = marked(event, **made)
    assign((proposal, panel))
    a_review(proposal, panel, 3, text="Given before they were kept away")
    away = a_proposal(event, "Another one")
    a_review(away, panel, 2)
    markers = [TITLE, WORDS, proposal.public_id, *set(IDENTITY.values()) - {"Gateshead"}]
    paths = [proposal, away]
    found = [
        (path, marker)
        for path, marker in leaks(rhys, app, paths, markers)
        if not (marker == proposal.public_id and proposal.public_id in path)
    ]
    assert found == []


@pytest.mark.parametrize("marker", IDENTITY.values(), ids=list(IDENTITY))
def test_no_search_matches_what_is_hidden(rhys, event, marker):
    marked(event)
    for name in ("q", "type", "track", "show", "service", "sort", "state"):
        page = rhys.get(f"/next/manage/reviews?{name}={quote(marker)}")
        rows = [link.get_text() for link in page.html.select("tbody th a")]
        if name in ("show", "service", "sort", "state"):
            assert rows == [TITLE], f"{name} is no question here"
        else:
            assert rows == [], name
    table = rhys.get(f"/next/manage/reviews.csv?q={quote(marker)}").body.decode()
    assert marker not in table


def test_order_and_numbers_tell_nothing_about_who_sent_what(rhys, event):
    """The same titles, sent in another order by others, give the same page but for random ids."""
    first, second = (
        [a_proposal(event, title, lead=(f"Ada {n}", f"a{n}{title}@example.org", None)).public_id
         for title in titles]
        for n, titles in enumerate((("Beta", "Alpha"), ("Gamma", "Delta")))
    )  # fmt: skip
    page = rhys.get("/next/manage/reviews")
    titles = [link.get_text() for link in page.html.select("tbody th a")]
    assert titles == ["Alpha", "Beta", "Delta", "Gamma"]
    left = [*first, *second]
    assert rhys.get("/next/manage/reviews/next", status=303).location.endswith(min(left))


def test_reviewers_of_other_events_see_nothing(app, event, client):
    a_call(event)
    proposal = marked(event)
    other = an_event("other")
    a_call(other)
    a_reviewer(other, service=a_service("york"), email=RHYS)
    be(client, RHYS)
    for path in ("reviews", f"reviews/{proposal.public_id}", "reviews.csv", "proposals"):
        client.get(f"/next/manage/{path}", status=403)
    client.get(f"/other/manage/reviews/{proposal.public_id}", status=404)


def test_roles_that_come_together_do_not_help_a_host(app, event, panel):
    """A reviewer who hosts a session too sees no more of proposals than a reviewer."""
    a_member(event, Role.HOST, email=RHYS, name="Rhys Reviewer")
    client = CheckingClient(app)
    be(client, RHYS)
    known = leaks(client, app, [], IDENTITY.values())
    proposal = marked(event)
    assert leaks(client, app, [proposal], IDENTITY.values(), known=known) == []
