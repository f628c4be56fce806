"""A lost link, and who is registered already: the mail alone tells more, to its owner."""

from __future__ import annotations

from flask import Response, request, url_for

from app.accounts.rules import address_of
from app.kernel import clock
from app.kernel.pages import page, refused
from app.kernel.transaction import transaction
from app.registration import actions
from app.registration.forms import AddressForm
from app.registration.views.blueprint import blueprint, public_event, see


@blueprint.get("/<event>/register/check-your-mail")
def check_your_mail(event: str) -> Response:
    """For who is registered already: the mail alone tells more, to its owner."""
    return page("registration/check_your_mail.html", event=public_event(event))


@blueprint.route("/<event>/lost-link", methods=["GET", "POST"])
def lost_link(event: str) -> Response:
    """Sends the personal link again; the answer is the same whether the address is known or not."""
    found = public_event(event)
    form = AddressForm()
    if request.method == "GET":
        return page("registration/lost_link.html", event=found, form=form)
    if not form.validate():
        return refused("registration/lost_link.html", event=found, form=form)
    with transaction():
        actions.send_links(found.id, address_of(form.email.data or ""), now=clock.now())
    return see(url_for("registration.check_your_mail", event=found.slug))
