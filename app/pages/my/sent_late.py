"""A form that wants a fresh code, sent when signing in was too long ago: nothing is done and nothing that
was typed is lost. It cannot go along to the sign-in page, since an address is no place for it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from wtforms import Form

from app.accounts.access import SignedIn, sign_in_url
from app.events import queries as events
from app.kernel.pages import UNPROCESSABLE
from app.pages.my.ways import chosen_of, named, nobody_chosen, not_done, see, typed_in
from app.registration import queries


def sent_late(
    event: str, user: SignedIn | None, form: Form, form_page: Callable[..., Response]
) -> Response:
    """The same page with what was typed: its button works again once they signed in beside it. Who is
    not signed in at all gets what they typed, to be copied."""
    found = events.published_by_slug(event) or abort(404)
    here = url_for(str(request.endpoint), event=event, who=named() or None)
    if user is None and not typed_in(form):
        return see(sign_in_url(here))
    if user is None:
        why = _("You are signed out, so nothing was changed.")
        return not_done(found, why, form, sign_in_at=sign_in_url(here))
    mine = queries.live_at(found.id, user.email)
    chosen = chosen_of(mine)
    if chosen is None:
        return nobody_chosen(found, user.email, form)
    again = sign_in_url(here, again=True)
    form.form_errors.append(
        _(
            "You signed in a while ago, so nothing was changed; what you typed is still here. "
            "Sign in again in a new tab, then press the button on this page again."
        )
    )
    return form_page(mine, chosen, form, sign_in_at=again, status=UNPROCESSABLE)
