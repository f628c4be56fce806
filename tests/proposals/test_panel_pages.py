"""Organisers' pages over the panel, how reviewing goes, and what is scored."""

import pytest

from app.events.enums import Role
from app.proposals import queries
from app.proposals.enums import AssignBy
from tests.support.builders import a_member, a_service, an_event
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer
from tests.support.reviews import a_review, a_track, assign, assigned

REVIEWERS = "/next/manage/reviewers"
RULES, SCORES = f"{REVIEWERS}/rules", f"{REVIEWERS}/scores"


def row(page, name):
    found = next(one for one in page.html.select("tbody tr") if name in one.get_text())
    return [" ".join(cell.get_text(" ").split()) for cell in found.find_all(["th", "td"])]


def add(orla, status=303, **fields):
    values = {"name": "Rhys", "email": "rhys@example.org", "service": "york"} | fields
    return orla.submit(orla.get(REVIEWERS), values, button="Add the reviewer", status=status)


def test_a_reviewer_is_added(orla, event, outbox):
    track = a_track(event)
    page = orla.follow(add(orla, tracks=[track.slug]))
    assert "Rhys is a reviewer. They sign in with rhys@example.org." in page.text
    assert row(page, "Rhys") == ["Rhys", "York", "Podcasts", "0", "0"]
    assert [one.to_address for one in outbox()] == ["rhys@example.org"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Enter their full name"),
        (
            {"email": "no address"},
            "Enter an email address in the right form, like name@example.org",
        ),
        ({"service": ""}, "Choose their library service, or “Other organisation”"),
        ({"service": "made-up"}, "Not a valid choice."),
        ({"service": "other"}, "Enter the name of their organisation"),
        ({"service": "other", "other_organisation": "--"}, "Enter the name of their organisation"),
        ({"email": "anne@example.org"}, "Somebody at this address is a reviewer already."),
    ],
)
def test_what_is_refused_keeps_what_was_typed(orla, event, fields, sentence):
    a_reviewer(event, email="anne@example.org", service=a_service())
    page = add(orla, 422, **{"name": "Rhys B", **fields})
    assert page.errors() == [sentence]
    if "name" not in fields:
        assert page.html.find(id="name")["value"] == "Rhys B"
    assert len(queries.reviewers(event.id)) == 1


def test_another_service_and_the_end(orla, event):
    reviewer = a_reviewer(event, service=a_service(), email="rhys@example.org")
    path = f"{REVIEWERS}/{reviewer.public_id}"
    page = orla.get(path)
    assert page.html.find("option", selected=True)["value"] == "gateshead"
    page = orla.submit(page, {"service": "other"}, button="Save", status=422)
    assert page.errors() == ["Enter the name of their organisation"]
    page = orla.submit(
        page, {"service": "other", "other_organisation": "A charity"}, button="Save", status=303
    )
    page = orla.follow(page)
    assert row(page, "Rhys")[1] == "A charity"
    page = orla.follow(orla.submit(orla.get(path), button="End their role", status=303))
    assert "There is no reviewer yet." in page.text
    orla.get(path, status=404)
    assert "Rhys" not in orla.get("/next/manage/team").text


def test_the_team_page_knows_reviewers_and_ends_them(orla, event):
    a_reviewer(event, service=a_service())
    page = orla.get("/next/manage/team")
    assert "Rhys Reviewer" in page.text
    assert row(page, "Rhys")[2] == "Reviewer"
    assert "reviewer" not in [one["value"] for one in page.html.select("input[type=radio]")]
    form = next(one for one in page.html.find_all("form") if "as Reviewer" in one.get_text())
    data = {one["name"]: one["value"] for one in form.find_all("input")}
    page = orla.follow(orla.post("/next/manage/team/end", data, status=303))
    assert "The role of Rhys Reviewer has ended." in page.text
    assert queries.reviewers(event.id) == []
    data |= {"role": Role.REVIEWER.value, "name": "X", "email": "x@example.org"}
    orla.post("/next/manage/team", data, status=422)


def test_foreign_and_unknown_reviewers_are_not_there(orla, event):
    other = a_reviewer(an_event("other"), service=a_service())
    for ref in (other.public_id, "x"):
        orla.get(f"{REVIEWERS}/{ref}", status=404)


def test_how_reviewing_goes(orla, event):
    page = orla.get(REVIEWERS)
    assert "It is not decided yet when reviewing opens." in page.text
    fields = {
        "opens_at": "2027-05-01T09:00",
        "closes_at": "2027-05-20T17:00",
        "is_blind": "y",
        "reviews_each": "2",
        "assign_by": "spread",
    }
    page = orla.follow(orla.submit(orla.get(RULES), fields, button="Save", status=303))
    assert "Reviewing is open until Thursday 20 May 2027, 17:00." in page.text
    assert "Not shown to reviewers" in page.text
    page = orla.get(RULES)
    assert page.html.find(id="opens_at")["value"] == "2027-05-01T09:00"
    assert page.html.find(id="is_blind").has_attr("checked")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reviews_each": "0"}, "Enter a whole number from 1 to 20"),
        ({"reviews_each": "9" * 30}, "Enter a whole number from 1 to 20"),
        ({"reviews_each": ""}, "Enter a whole number from 1 to 20"),
        ({"assign_by": "dice"}, "Not a valid choice."),
        ({"closes_at": "2027-04-01T09:00"}, "Reviewing must close after it opens."),
        ({"opens_at": "soon"}, "Enter a date and a time, like 10/06/2027 10:30"),
    ],
)
def test_rules_that_cannot_be(orla, event, fields, sentence):
    values = {"opens_at": "2027-05-01T09:00", "reviews_each": "2", "assign_by": "spread"}
    page = orla.submit(orla.get(RULES), values | fields, button="Save", status=422)
    assert page.errors() == [sentence]
    assert queries.call_of(event.id) is None


WORDS = "Little\nSome\n\n Much "


def test_what_is_scored(orla, event):
    fields = {"name_1": "Use", "words_1": WORDS, "name_3": "New", "words_3": "No\nYes\nVery"}
    orla.submit(orla.get(SCORES), fields, button="Save", status=303)
    assert [(one.name, one.words) for one in queries.categories(event.id)] == [
        ("Use", [[1, "Little"], [2, "Some"], [3, "Much"]]),
        ("New", [[1, "No"], [2, "Yes"], [3, "Very"]]),
    ]
    page = orla.get(SCORES)
    assert page.html.find(id="name_2")["value"] == "New"
    orla.submit(page, {"name_2": "", "words_2": ""}, button="Save", status=303)
    assert [one.name for one in queries.categories(event.id)] == ["Use"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Reviewers score one to three things. Enter at least one."),
        ({"words_1": WORDS}, "Enter a name for what is scored"),
        (
            {"name_1": "Use", "words_1": "One"},
            "Enter words for two to five values, one a line, the lowest first.",
        ),
        ({"name_1": "Use", "words_1": "x" * 81 + "\ny"}, "Use at most 80 characters a line"),
        (
            {"name_1": "Use", "words_1": "a\nb", "name_2": "New", "words_2": "a\nb\nc"},
            "Give each the same number of values. Otherwise a mean over them would say nothing.",
        ),
        (
            {"name_1": "Use", "words_1": "a\nb", "name_2": "use", "words_2": "a\nb"},
            "Two things that are scored have the same name. Give each its own.",
        ),
    ],
)
def test_scores_that_cannot_be(orla, event, fields, sentence):
    page = orla.submit(orla.get(SCORES), fields, button="Save", status=422)
    assert page.errors() == [sentence]
    assert list(queries.categories(event.id)) == []


def test_once_scored_names_alone_are_asked(orla, event):
    a_category(event)
    a_review(a_proposal(event), a_reviewer(event, service=a_service("york")), 2)
    page = orla.get(SCORES)
    assert page.html.find("textarea") is None
    assert "There are scores already" in page.text
    page = orla.submit(page, {"name_1": ""}, button="Save", status=422)
    assert page.errors() == ["Enter a name for what is scored"]
    orla.submit(page, {"name_1": "Of use"}, button="Save", status=303)
    assert [one.name for one in queries.categories(event.id)] == ["Of use"]


def test_giving_out_and_progress(orla, event):
    a_call(event, assign_by=AssignBy.SPREAD, reviews_each=1)
    ann = a_reviewer(event, name="Ann", service=a_service())
    of_ours = a_proposal(event, "Of ours", lead=("Lea", "lea@example.org", a_service()))
    other = a_proposal(event, "Other")
    page = orla.get(REVIEWERS)
    assert "2 proposals have too few reviewers: Of ours : 1 more Other : 1 more" in page.text
    page = orla.follow(orla.submit(page, button="Give out proposals", status=303))
    assert "1 proposal has too few reviewers: Of ours" in page.text
    assert assigned(event) == {("Other", "Ann")}
    assert row(page, "Ann") == ["Ann", "Gateshead", "–", "0", "0 of 1", "1"]
    a_review(other, ann)
    assign((of_ours, ann))  # kept away from it: it counts for nothing
    assert row(orla.get(REVIEWERS), "Ann") == ["Ann", "Gateshead", "–", "1", "1 of 1", "1"]


def test_an_old_button_after_the_rules_changed(orla, event):
    a_call(event, assign_by=AssignBy.SPREAD)
    page = orla.get(REVIEWERS)
    values = {"reviews_each": "2", "assign_by": "nobody"}
    orla.submit(orla.get(RULES), values, button="Save", status=303)
    page = orla.submit(page, button="Give out proposals", status=422)
    assert page.errors() == ["Say first how proposals are given to reviewers."]


def test_the_panel_costs_the_same_for_thirty(orla, event):
    a_call(event, assign_by=AssignBy.SPREAD)
    a_proposal(event)
    a_reviewer(event, name="Ann", service=a_service())
    orla.get(REVIEWERS)
    few = orla.get(REVIEWERS).queries
    for number in range(30):
        a_reviewer(event, name=f"R{number}", service=a_service())
        a_proposal(event)
    assert orla.get(REVIEWERS).queries == few


def test_a_role_without_a_service_is_named_and_can_be_put_right(orla, event, outbox):
    a_member(event, Role.REVIEWER, email="rhys@example.org", name="Rhys")
    assert "Rhys" in orla.get("/next/manage/team").text
    page = orla.get(REVIEWERS)
    assert "There is no reviewer yet." in page.text
    assert "Rhys (rhys@example.org) has the role of a reviewer" in page.text
    page = orla.follow(add(orla))
    assert "has the role of a reviewer" not in page.text
    assert row(page, "Rhys")[1] == "York"
    assert outbox() == [], "they had the role already"
