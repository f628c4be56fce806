"""How places are given when there are too few: one page, most of it folded away."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.events import actions, errors
from app.events.access import requires
from app.events.enums import Fairness, Role
from app.events.forms import FairnessForm
from app.events.manage.blueprint import actor, blueprint, changed, see_other
from app.events.models import Event
from app.events.policies import BadPolicy
from app.kernel import clock
from app.kernel.pages import UNPROCESSABLE, page


@blueprint.route("/<event>/manage/fairness", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def fairness(event: Event) -> Response:
    form = FairnessForm.of(event.policies.places)
    if request.method == "GET":
        return _page(event, form)

    def change() -> None:
        try:
            places = form.policy()
        except BadPolicy as error:
            raise errors.BadPolicyChosen(str(error)) from error
        actions.edit_policies(event.id, places=places, now=clock.now(), actor=actor())

    if not changed(form, change):
        return _page(event, form, status=UNPROCESSABLE)
    flash(_("Saved"))
    return see_other(url_for("events_manage.fairness", event=event.slug))


def _page(event: Event, form: FairnessForm, *, status: int = 200) -> Response:
    chosen = event.policies.places.fairness
    steps = form.steps()
    return page(
        "events/manage/fairness.html",
        status=status,
        event=event,
        form=form,
        is_draw=chosen == Fairness.DRAW,
        open_shares=chosen != Fairness.SIMPLE or any(f.errors for step in steps for f in step),
        open_draw=chosen == Fairness.DRAW or bool(form.draw_minutes.errors or form.draw_how.errors),
        open_more=any(field.errors for field in form.more()),
    )
