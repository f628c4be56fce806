"""News, asked for or left on one's own page."""

from __future__ import annotations

from flask import Response, request

from app.accounts import actions
from app.accounts import queries as accounts
from app.accounts.enums import NewsEnd
from app.accounts.rules import NEWS_WORDING
from app.kernel import clock
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.ways import back, registration_of


@blueprint.post("/p/<token>/news")
def choose_news(token: str) -> Response:
    """The button says which; pressing it twice is the same as once. The words kept are those that stand
    beside it."""
    registration = registration_of(token)
    person, event = registration.person, registration.event
    wants = request.form.get("news", "") == "yes"
    with transaction():
        if wants:
            wording = str(NEWS_WORDING)
            actions.ask_for_news(person, wording=wording, given_in=event.slug, now=clock.now())
        else:
            consent = accounts.news_consent_at(person.email)
            if consent is not None:
                actions.leave_news(consent.public_id, by=NewsEnd.PAGE, now=clock.now())
    return back(token, "news" if wants else "no-news")
