"""What is said after a place, an offer, a turn or a wish was given back."""

from app.accounts import queries as accounts
from tests.support.builders import a_registration, a_slot, an_event


def test_who_leaves_a_waiting_list_reads_that_and_not_that_they_gave_up_a_place(app, client):
    event = an_event()
    ada = a_registration(event, [a_slot(event, "Full", capacity=0)])
    link = accounts.links_of([ada.public_id], "my")[ada.public_id]
    page = client.get(accounts.url_of(link).removeprefix("http://bootcamp.test"))
    done = client.follow(client.submit(page, button="Leave the waiting list", status=303))
    assert "You left the waiting list of this session" in done.text
    assert "You gave up a place" not in done.text
